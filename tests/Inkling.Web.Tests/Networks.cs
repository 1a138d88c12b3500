using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Recognition.Models;

namespace Inkling.Web.Tests;

/// <summary>Networks that learnt nothing, for what does not depend on how well they read.</summary>
internal static class Networks
{
    public static DigitModel Model(string network)
    {
        Network built = NetworkDescription.Parse(network).Build();
        built.Initialise(Initialisation.He, seed: 11);
        return new(built, new() { Network = network });
    }

    /// <summary>One that takes whatever it is shown for no digit.</summary>
    public static DigitModel Rejecting(string network)
    {
        DigitModel model = Model(network);
        return new(model.Network, model.Metadata with { Temperature = 2, RejectionThreshold = 1e-6f });
    }
}
