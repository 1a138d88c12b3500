namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>A convolution's weights the other way round, from its outputs to its inputs. It owns them, and makes them anew for each job.</summary>
internal sealed class TransposedWeights
{
    private Memory<float> _values;

    /// <summary>
    /// [(pixel, o), c] = V[(pixel, c), o], where V is [(pixel, c), o], a window's pixels row by row.
    /// </summary>
    /// <param name="job">Whose V.</param>
    /// <param name="turned">Whether the window is turned by half: its last pixel comes first.</param>
    public PanelMatrix Of(in ConvolutionJob job, bool turned)
    {
        int pixels = job.Window.Height * job.Window.Width, inputs = job.Window.Input.Channels, outputs = job.Channels;
        AlignedBuffer.Ensure(ref _values, job.V.Values.Length);
        PanelMatrix transposed = new(_values[..job.V.Values.Length], pixels * outputs, inputs);
        for (int panel = 0; panel < PanelMatrix.PanelsOf(outputs); panel++)
        {
            Matrix from = job.V.Panel(panel);
            for (int panelOfX = 0; panelOfX < PanelMatrix.PanelsOf(inputs); panelOfX++)
            {
                Matrix to = transposed.Panel(panelOfX);
                for (int pixel = 0; pixel < pixels; pixel++)
                {
                    int row = (pixel * inputs) + (panelOfX * PanelMatrix.PanelColumns);
                    int first = ((turned ? pixels - 1 - pixel : pixel) * outputs) + (panel * PanelMatrix.PanelColumns);
                    Transpose(from.Span[(row * from.Columns)..], from.Columns, to.Span[(first * to.Columns)..], to.Columns);
                }
            }
        }
        return transposed;
    }

    // to [columns, rows] from [rows, columns]
    private static void Transpose(ReadOnlySpan<float> from, int columns, Span<float> to, int rows)
    {
        for (int column = 0; column < columns; column++)
        {
            Span<float> line = to.Slice(column * rows, rows);
            for (int row = 0; row < line.Length; row++)
                line[row] = from[(row * columns) + column];
        }
    }
}
