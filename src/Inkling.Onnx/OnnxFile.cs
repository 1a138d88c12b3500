using global::Onnx;
using Google.Protobuf;
using Inkling.Neural.Models;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Onnx;

/// <summary>Models as files of ONNX, for other runtimes, and networks of others as models.</summary>
public static class OnnxFile
{
    /// <summary>
    /// Writes a model as one graph, whole or not at all. docs/onnx.md says what goes in and out.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="ArgumentNullException">A parameter is null.</exception>
    /// <exception cref="ModelException">
    /// A layer has no operation in ONNX, or the file can't be written.
    /// </exception>
    public static void Write(DigitModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(path);
        ModelProto graph = ModelGraph.Of(model);
        try
        {
            AtomicFile.Write(path, graph.WriteTo);
        }
        catch (UnwritableException failure)
        {
            throw new ModelException(failure.Message, failure);
        }
    }

    /// <summary>Reads a network of digits, as PyTorch, Keras or Inkling export it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pixels">How the network takes pixels.</param>
    /// <returns>A model that is not calibrated yet, unless Inkling wrote the file.</returns>
    /// <exception cref="ArgumentNullException">There is no path.</exception>
    /// <exception cref="ModelException">
    /// The file is missing, damaged, or has an operation that no layer of Inkling does.
    /// </exception>
    public static DigitModel Read(string path, OnnxPixels? pixels = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using FileStream stream = File.OpenRead(path);
            return GraphModel.Of(ModelProto.Parser.ParseFrom(stream), pixels);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Damage in a message of protocol buffers is an IOException too.
            throw new ModelException(failure is InvalidProtocolBufferException
                ? $"{path}: is no ONNX file, or a damaged one."
                : $"{path}: can't be read: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is InvalidDataException or ArgumentException)
        {
            throw new ModelException($"{path}: {failure.Message.TrimEnd('.')}.", failure);
        }
    }
}
