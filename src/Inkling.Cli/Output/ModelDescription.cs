using Inkling.Recognition.Calibrating;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Output;

/// <summary>A model's calibration in words.</summary>
internal static class CalibrationWords
{
    /// <summary>All of it in one line.</summary>
    public static string Of(DigitModel model)
    {
        Calibration calibration = model.Calibration;
        string noDigit = model.KnowsNoDigit ? $", no digit {NoDigit(calibration)}" : "";
        return $"temperature {calibration.Temperature:F2}, not sure below {calibration.UnsureBelow:P1}{noDigit}";
    }

    /// <summary>What the temperature does.</summary>
    public static string Temperature(float temperature) => MathF.Round(temperature, 2) switch
    {
        1 => "1.00: as sure as the network by itself",
        > 1 => $"{temperature:F2}: less sure than the network by itself",
        _ => $"{temperature:F2}: surer than the network by itself",
    };

    /// <summary>When no digit is read.</summary>
    public static string NoDigit(Calibration calibration) => calibration.NoDigitAbove < 1
        ? $"from {calibration.NoDigitAbove:P1} on"
        : "never, however likely";
}
