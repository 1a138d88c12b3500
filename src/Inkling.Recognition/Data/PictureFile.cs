using Inkling.Imaging.Decoding;
using Inkling.Imaging.Files;
using Inkling.Imaging.Preparation;

namespace Inkling.Recognition.Data;

/// <summary>Reads one picture file, or says in a sentence why it can't be used.</summary>
internal static class PictureFile
{
    /// <summary>The digit in a picture file.</summary>
    /// <exception cref="DataException">The file is missing, no picture that can be read, or not 28 × 28 though it is to
    /// be taken as it is; the message names it.</exception>
    public static PreparedDigit Prepare(string path, PictureForm form)
    {
        try
        {
            DecodeLimits.Default.CheckBytes(new FileInfo(path).Length);
            return form.Apply(ImageFile.DecodeGrey(File.ReadAllBytes(path)));
        }
        catch (ImageFormatException failure)
        {
            throw new DataException($"{path} {failure.Message}", failure);
        }
        catch (DataException failure)
        {
            throw new DataException($"{path}: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{path}: there is no such file.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: can't be read: {failure.Message}", failure);
        }
    }
}
