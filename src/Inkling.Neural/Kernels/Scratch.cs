namespace Inkling.Neural.Kernels;

/// <summary>Buffers that a kernel works in: made once for each worker, then grown and kept.</summary>
/// <typeparam name="TSelf">The kernel's own type.</typeparam>
internal interface IScratch<TSelf>
    where TSelf : class, IScratch<TSelf>
{
    /// <summary>Makes the buffers for the kernels of a path.</summary>
    static abstract TSelf Create(KernelPath path);
}

/// <summary>The buffers of one worker: one instance for every kernel that has asked for it.</summary>
internal sealed class Scratch(KernelPath path)
{
    private readonly List<object> _buffers = [];

    /// <summary>The buffers of a kernel, made when they are first asked for.</summary>
    public T Get<T>()
        where T : class, IScratch<T>
    {
        foreach (object buffers in _buffers)
        {
            if (buffers is T found)
                return found;
        }
        T made = T.Create(path);
        _buffers.Add(made);
        return made;
    }
}
