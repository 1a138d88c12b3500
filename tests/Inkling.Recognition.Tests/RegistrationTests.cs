using Inkling.Neural.Models;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inkling.Recognition.Tests;

/// <summary>Inkling in a service container.</summary>
public sealed class RegistrationTests
{
    private static readonly byte[] Digit = Digits.Bars(1, seed: 4).Image(0).ToArray();

    [Fact]
    public void Without_options_the_model_that_ships_reads_and_there_is_one_reader()
    {
        using ServiceProvider services = Services();
        DigitReader reader = services.GetRequiredService<DigitReader>();
        Assert.Same(reader, services.GetRequiredService<DigitReader>());
        Assert.Equal(DigitReader.Default.ReadPixels(Digit, 28, 28), reader.ReadPixels(Digit, 28, 28));
    }

    [Fact]
    public void Options_choose_model_form_scale_and_limits()
    {
        using TemporaryFolder folder = new();
        DigitModel model = Digits.Model();
        model.Save(folder.At("a.npz"));
        using ServiceProvider services = Services(options =>
        {
            options.ModelPath = folder.At("a.npz");
            options.Form = PictureForm.AsIs;
            options.PixelScale = 128;
            options.Limits = new() { MaxBytes = 100 };
        });
        services.GetRequiredService<IStartupValidator>().Validate();
        File.Delete(folder.At("a.npz")); // it is read once, before anything else
        DigitReader reader = services.GetRequiredService<DigitReader>();
        Assert.Equal(
            new DigitReader(model, new() { Form = PictureForm.AsIs, PixelScale = 128 })
                .ReadPixels(Digit, 28, 28),
            reader.ReadPixels(Digit, 28, 28));
        Assert.Equal(100, reader.Limits.MaxBytes);
    }

    [Fact]
    public void Options_may_come_from_elsewhere_and_be_added_to()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddInkling(options => options.Form = PictureForm.AsIs)
            .AddInkling()
            .Configure<InklingOptions>(options => options.PixelScale = 2)
            .BuildServiceProvider();
        InklingOptions options = services.GetRequiredService<IOptions<InklingOptions>>().Value;
        Assert.Equal((PictureForm.AsIs, 2f), (options.Form, options.PixelScale));
        Assert.Single(services.GetServices<DigitReader>());
    }

    [Fact]
    public void A_model_that_is_missing_is_told_on_start_in_the_models_own_sentence()
    {
        using ServiceProvider services = Services(options => options.ModelPath = "none.npz");
        string expected = Assert.Throws<ModelException>(() => DigitReader.Load("none.npz")).Message;
        Assert.Equal("none.npz: there is no such file.", expected);
        Assert.Equal(expected, Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IStartupValidator>().Validate()).Message);
        Assert.Equal(expected, Assert.Throws<OptionsValidationException>(
            services.GetRequiredService<DigitReader>).Message);
    }

    [Fact]
    public void Options_out_of_range_are_told_on_start()
    {
        Refused("PixelScale must be above 0 and finite.", options => options.PixelScale = float.NaN);
        Refused("Form must be one of AsIs, Prepare and Resize.", options => options.Form = (PictureForm)9);
        Refused("Limits must not be null.", options => options.Limits = null!);
        Refused("The name of a model's file is empty: name a network file (.npz).",
            options => options.ModelPath = "");
        Assert.Throws<ArgumentNullException>(
            "services", () => InklingServiceCollectionExtensions.AddInkling(null!));
    }

    private static void Refused(string message, Action<InklingOptions> configure)
    {
        using ServiceProvider services = Services(configure);
        Assert.Equal(message, Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IStartupValidator>().Validate()).Message);
    }

    private static ServiceProvider Services(Action<InklingOptions>? configure = null) =>
        new ServiceCollection().AddInkling(configure).BuildServiceProvider();
}
