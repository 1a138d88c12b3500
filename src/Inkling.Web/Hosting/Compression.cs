using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Inkling.Web.Hosting;

/// <summary>Sends text compressed to those who accept it, so that all of the page is below 150 kB.</summary>
internal static class Compression
{
    public static WebApplicationBuilder AddCompression(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(
            brotli => brotli.Level = CompressionLevel.Optimal);
        builder.Services.Configure<GzipCompressionProviderOptions>(
            gzip => gzip.Level = CompressionLevel.Fastest);
        return builder;
    }
}
