using Inkling.Neural.Models;
using Inkling.Recognition;
using Inkling.Recognition.Models;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

// Where every library's registrations are found without a using.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Inkling to a service container.</summary>
public static class InklingServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="DigitReader"/> as a singleton, made from <see cref="InklingOptions"/>. A host checks
    /// them when it starts, and reads the model. Options out of range or a missing model stop it with an
    /// <see cref="OptionsValidationException"/>, which has the <see cref="ModelException"/>'s message.
    /// Without a host, that is thrown where the reader is first asked for.
    /// </summary>
    /// <param name="services">The container's services.</param>
    /// <param name="configure">Sets options; may be null.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">There are no services.</exception>
    public static IServiceCollection AddInkling(
        this IServiceCollection services, Action<InklingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<InklingOptions>();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton<ConfiguredModel>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<InklingOptions>, InklingOptionsValidation>());
        services.TryAddSingleton(provider => Reader(
            provider.GetRequiredService<IOptions<InklingOptions>>().Value,
            provider.GetRequiredService<ConfiguredModel>()));
        return services;
    }

    private static DigitReader Reader(InklingOptions options, ConfiguredModel configured)
    {
        ReadingOptions reading = new()
        {
            Form = options.Form,
            PixelScale = options.PixelScale,
            Limits = options.Limits,
        };
        return configured.At(options.ModelPath) is { } model ? new(model, reading) : new(reading);
    }
}
