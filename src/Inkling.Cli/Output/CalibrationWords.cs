using Inkling.Recognition.Models;

namespace Inkling.Cli.Output;

/// <summary>A model's calibration in words.</summary>
internal static class CalibrationWords
{
    /// <summary>All of it in one line.</summary>
    public static string Of(DigitModel model)
    {
        Calibration calibration = model.Calibration;
        string rejection = model.KnowsNoDigit ? $", rejection {Rejection(calibration)}" : "";
        return $"temperature {calibration.Temperature:F2}, not sure below "
            + $"{calibration.ConfidenceThreshold:P1}{rejection}";
    }

    /// <summary>What the temperature does.</summary>
    public static string Temperature(float temperature) => MathF.Round(temperature, 2) switch
    {
        1 => "1.00: as sure as the network by itself",
        > 1 => $"{temperature:F2}: less sure than the network by itself",
        _ => $"{temperature:F2}: surer than the network by itself",
    };

    /// <summary>When a picture is rejected.</summary>
    public static string Rejection(Calibration calibration) => calibration.RejectionThreshold < 1
        ? $"from {calibration.RejectionThreshold:P1} on"
        : "never, however likely";
}
