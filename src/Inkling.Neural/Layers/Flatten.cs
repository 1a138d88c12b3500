namespace Inkling.Neural.Layers;

/// <summary>Y = X as a vector, pixel by pixel, channel by channel. A plan has no operation for it.</summary>
internal sealed class Flatten(Shape input) : Layer(input, Shape.Flat(input.Size))
{
    /// <inheritdoc/>
    public override string Text => "flatten";

    internal override bool IsIdentity(bool isTraining) => true;

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers) => [];
}
