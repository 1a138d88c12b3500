using Inkling.Recognition.Models;

namespace Inkling.Cli.Report;

/// <summary>The training report: the order of its sections.</summary>
internal static class ReportPage
{
    /// <summary>The whole page.</summary>
    public static string Draw(TrainingRun run) => PageFrame.Draw(
        $"{ReportHeader.Headline(run)} – Inkling's training report", run.Ended, html =>
        {
            ReportHeader.Write(html, run);
            LearningCurves.Write(html, run);
            ConfusionTable.Write(html, run);
            MistakeGallery.Write(html, run);
            WeightGallery.Write(html, run.Metadata.Network, WeightPictures.Of(run.Outcome.Record.Model.Network));
            SettingsTables.Write(html, run);
        });
}
