using Inkling.Recognition.Explaining;

namespace Inkling.Recognition.Tests.Explaining;

public sealed class OcclusionTests
{
    [Fact]
    public void Every_pixel_with_ink_is_hidden_by_some_patch_and_nothing_else_is_changed()
    {
        byte[] pixels = new byte[784];
        new Random(5).NextBytes(pixels);
        byte[] hidden = new byte[Occlusion.Patches * 784];
        List<int> patches = Occlusion.Hide(pixels, hidden);
        Assert.Equal(Occlusion.Patches, patches.Count);
        bool[] everHidden = new bool[784];
        for (int i = 0; i < patches.Count; i++)
        {
            int[] changed = [.. Enumerable.Range(0, 784).Where(p => hidden[(i * 784) + p] != pixels[p])];
            Assert.InRange(changed.Length, 1, Occlusion.Patch * Occlusion.Patch);
            Assert.All(changed, p => Assert.Equal(0, hidden[(i * 784) + p]));
            Assert.True(changed.Max(p => p % 28) - changed.Min(p => p % 28) < Occlusion.Patch);
            foreach (int p in changed)
                everHidden[p] = true;
        }
        Assert.All(Enumerable.Range(0, 784).Where(p => pixels[p] > 0), p => Assert.True(everHidden[p]));
    }

    [Fact]
    public void Where_there_is_no_ink_nothing_is_hidden()
    {
        byte[] pixels = new byte[784];
        Assert.Empty(Occlusion.Hide(pixels, new byte[Occlusion.Patches * 784]));
        pixels[0] = 9;
        Assert.Equal([0], Occlusion.Hide(pixels, new byte[Occlusion.Patches * 784]));
    }

    // The definition: the mean over all patches that hide a pixel of what each made the winner fall.
    [Fact]
    public void A_pixels_fall_is_the_mean_over_the_patches_that_hide_it()
    {
        byte[] pixels = new byte[784];
        Array.Fill(pixels, (byte)200);
        byte[] hidden = new byte[Occlusion.Patches * 784];
        List<int> patches = Occlusion.Hide(pixels, hidden);
        Random random = new(6);
        float[] falls = [.. patches.Select(_ => random.NextSingle() - 0.2f)];
        Occlusion occlusion = Occlusion.Of(patches, falls);
        for (int pixel = 0; pixel < 784; pixel++)
        {
            float[] over = [.. Enumerable.Range(0, patches.Count).Where(i => hidden[(i * 784) + pixel] == 0)
                .Select(i => falls[i])];
            Assert.Equal(over.Average(), occlusion.Falls[pixel], 1e-5f);
        }
    }
}
