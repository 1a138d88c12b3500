using Inkling.Neural.Kernels.Strided;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// A way to take a convolution's products: what its workers share, made ready by the caller before they start.
/// <see cref="DirectPlan"/> goes the way of the definition and can take any; <see cref="WinogradPlan"/> needs fewer products.
/// </summary>
internal abstract class ConvolutionPlan(KernelPath path)
{
    private readonly StridedTile _wide = path.WideStrided();
    private readonly StridedTile _narrow = path.NarrowStrided();

    /// <summary>The job under way.</summary>
    public ConvolutionJob Job { get; private set; }

    /// <summary>Makes ready for Y.</summary>
    public void StartOutputs(in ConvolutionJob job)
    {
        Job = job;
        PrepareOutputs(job);
    }

    /// <summary>Makes ready for dV, db and, where the job has it, dX.</summary>
    public void StartGradients(in ConvolutionJob job)
    {
        Job = job;
        PrepareGradients(job);
    }

    /// <summary>Lets go of the job's memory.</summary>
    public void Forget() => Job = default;

    /// <summary>A panel as tiles want it.</summary>
    public StridedPanel NewPanel() => new(_wide, _narrow);

    /// <summary>A worker of this plan, with its own scratch.</summary>
    public abstract ConvolutionWorker NewWorker();

    /// <summary>Lays a matrix out as tiles want it, panel by panel.</summary>
    protected void Take(PanelMatrix matrix, List<StridedPanel> panels)
    {
        for (int panel = 0; panel < PanelMatrix.PanelsOf(matrix.Columns); panel++)
        {
            if (panels.Count == panel)
                panels.Add(NewPanel());
            panels[panel].Take(matrix.Panel(panel));
        }
    }

    /// <summary>Makes ready for Y.</summary>
    protected abstract void PrepareOutputs(in ConvolutionJob job);

    /// <summary>Makes ready for the gradients.</summary>
    protected abstract void PrepareGradients(in ConvolutionJob job);
}
