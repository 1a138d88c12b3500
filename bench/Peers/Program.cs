using Inkling.Peers;

// What bench/side-by-side.sh starts.
switch (args)
{
    case ["export", string model, string floatPath, string int8Path]:
        OnnxExport.Run(model, floatPath, int8Path);
        return 0;
    case ["onnx", string threads, string dense, string shipped, string int8]:
        return PeerRun.Onnx(int.Parse(threads), dense, shipped, int8);
    case ["torch", string threads]:
        return PeerRun.Torch(int.Parse(threads));
    case ["mlnet", string trainer]:
        return MlNetRun.Run(trainer);
    default:
        Console.Error.WriteLine(
            """
            export MODEL FLOAT.onnx INT8.onnx    writes a model as ONNX; accuracies, distance to Inkling
            onnx THREADS DENSE SHIPPED INT8      measures ONNX Runtime by the names on standard input
            torch THREADS                        measures TorchSharp by the names on standard input
            mlnet sdca|lbfgs|lightgbm            trains on MNIST: accuracy and seconds
            """);
        return 2;
}
