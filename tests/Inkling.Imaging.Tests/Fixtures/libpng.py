"""libpng's own reader through ctypes (Debian: libpng16-16): what it makes of a PNG with 8 bits a sample."""
import ctypes

STRIP_16, EXPAND = 1, 16
_LIB = ctypes.CDLL("libpng16.so.16")
_READ = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char), ctypes.c_size_t)
for _name in ("png_get_libpng_ver", "png_create_read_struct", "png_create_info_struct", "png_get_rows"):
    getattr(_LIB, _name).restype = ctypes.c_void_p
_LIB.png_get_rowbytes.restype = ctypes.c_size_t


def read(data):
    """(width, height, channels, samples). A file that libpng refuses ends the process: give it good ones."""
    version = ctypes.c_void_p(_LIB.png_get_libpng_ver(None))
    png = ctypes.c_void_p(_LIB.png_create_read_struct(version, None, None, None))
    info = ctypes.c_void_p(_LIB.png_create_info_struct(png))
    position = 0

    def deliver(_, target, count):
        nonlocal position
        ctypes.memmove(target, data[position:position + count], count)
        position += count

    callback = _READ(deliver)
    _LIB.png_set_read_fn(png, None, callback)
    _LIB.png_read_png(png, info, STRIP_16 | EXPAND, None)
    height, length = _LIB.png_get_image_height(png, info), _LIB.png_get_rowbytes(png, info)
    rows = ctypes.cast(_LIB.png_get_rows(png, info), ctypes.POINTER(ctypes.c_void_p))
    samples = b"".join(ctypes.string_at(rows[y], length) for y in range(height))
    result = _LIB.png_get_image_width(png, info), height, _LIB.png_get_channels(png, info), samples
    _LIB.png_destroy_read_struct(ctypes.byref(png), ctypes.byref(info), None)
    return result
