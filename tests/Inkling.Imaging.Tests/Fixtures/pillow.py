"""What Pillow, and libjpeg-turbo inside it, makes of a picture with 8 bits a sample."""
import io

from PIL import Image, ImageOps


def opened(data, mode=None):
    """The picture, a JPEG in a mode that libjpeg-turbo makes itself."""
    image = Image.open(io.BytesIO(data))
    if image.format in ("JPEG", "MPO"):
        image.draft(mode, image.size)
    return ImageOps.exif_transpose(image)


def in_grey(data):
    image = opened(data, "L")
    return image.convert("RGB").convert("L") if image.mode == "CMYK" else image


def of_pillow(image):
    """(width, height, channels, samples) in 8 bits, palettes looked up."""
    clear = "transparency" in image.info
    if image.mode in ("P", "1", "CMYK"):
        image = image.convert("RGBA" if clear else "L" if image.mode == "1" else "RGB")
    return image.width, image.height, len(image.getbands()), image.tobytes()
