using System.Runtime.InteropServices;

namespace Inkling.Pictures;

/// <summary>Says what to do where SkiaSharp's native library is not beside the program.</summary>
internal static class NativeLibrary
{
    /// <summary>Makes the first call into the library.</summary>
    /// <exception cref="DllNotFoundException">It is not there: the message names the package.</exception>
    public static T Guard<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (TypeInitializationException failure) when (failure.InnerException is DllNotFoundException)
        {
            throw Missing(failure.InnerException);
        }
        catch (DllNotFoundException failure)
        {
            throw Missing(failure);
        }
    }

    private static DllNotFoundException Missing(Exception cause)
    {
        string package = OperatingSystem.IsWindows() ? "SkiaSharp.NativeAssets.Win32"
            : OperatingSystem.IsMacOS() ? "SkiaSharp.NativeAssets.macOS"
            : "SkiaSharp.NativeAssets.Linux.NoDependencies";
        return new(
            "Picture files are read by the native library libSkiaSharp, which is not there for "
            + $"{RuntimeInformation.RuntimeIdentifier}: add the package {package} to the program, or publish "
            + $"it with -r {RuntimeInformation.RuntimeIdentifier}.", cause);
    }
}
