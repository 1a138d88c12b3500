using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Inkling.Imaging;
using Inkling.Pictures;

namespace Inkling.EndToEnd.Tests;

/// <summary>The service as a process: its lines, its end, and the examples that its page gives.</summary>
public sealed partial class ServeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_serves_until_it_is_told_to_stop_and_logs_each_request_as_JSON()
    {
        using Workplace place = new();
        await using Server server = Server.Start("serve", "--corrections", place["corrections.db"]);
        Assert.Equal("Healthy", await Get(server, "/health"));
        Assert.Contains("<canvas", await Get(server, "/"));
        Assert.Equal(0, await server.Stop());
        Assert.Empty(server.Output);
        JsonElement[] log = [.. server.Error.Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement[] states = [.. log.Select(entry => entry.GetProperty("State"))];
        Assert.Equal(["/health", "/"], states.Select(state => state.GetProperty("Path").GetString()));
        Assert.All(states, state => Assert.Equal(200, state.GetProperty("StatusCode").GetInt32()));
    }

    [Fact]
    public async Task What_is_under_way_when_it_is_told_to_stop_is_finished()
    {
        await using Server server = Server.Start("serve");
        using TcpClient client = new();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Cancel);
        byte[] body =
            await File.ReadAllBytesAsync(Path.Combine(Inkling.Root, "samples", "7-corner.png"), Cancel);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"POST /api/predict HTTP/1.1\r\nHost: {server.Address.Authority}\r\nContent-Type: image/png\r\n"
            + $"Content-Length: {body.Length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"), Cancel);
        using StreamReader answer = new(stream);
        // The request is being read.
        Assert.Equal("HTTP/1.1 100 Continue", await answer.ReadLineAsync(Cancel));
        Task<int> stopping = server.Stop();
        await UntilNobodyListens(server.Address);
        await stream.WriteAsync(body, Cancel);
        Assert.Contains("\"digit\":7", await answer.ReadToEndAsync(Cancel));
        Assert.Equal(0, await stopping);
    }

    [Fact]
    public async Task Draw_opens_its_page_as_the_system_opens_addresses_and_says_if_that_fails()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("NOT TESTED: the opening of the browser, which is done another way than on Linux.");
        using Workplace place = new();
        string script = $"#!/bin/sh\necho noise\necho \"$1\" > {place["opened"]}\n";
        string folder = Path.GetDirectoryName(place.Write("bin/xdg-open", script))!;
        using (Process chmod = Process.Start("chmod", ["+x", Path.Combine(folder, "xdg-open")]))
            await chmod.WaitForExitAsync(Cancel);
        await using (Server server = Server.StartWith([("PATH", folder)], "draw"))
        {
            await Until(() =>
                File.Exists(place["opened"]) && File.ReadAllText(place["opened"]).EndsWith('\n'));
            string opened = await File.ReadAllTextAsync(place["opened"], Cancel);
            Assert.Equal(server.Address.AbsoluteUri + "\n", opened);
            await server.Stop();
            Assert.Empty(server.Output);
            Assert.Empty(server.Error);
        }
        await using Server alone = Server.StartWith([("PATH", place["nowhere"])], "draw");
        await Until(() => alone.Error.Count > 0);
        Assert.Contains("Open the address yourself", Assert.Single(alone.Error));
    }

    [Fact]
    public void A_port_that_is_taken_is_one_line()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        Inkling run = Inkling.Run("serve", "--port", $"{port}");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"127.0.0.1:{port} can't be listened on", Assert.Single(run.ErrorLine.Split('\n')));
    }

    [Fact]
    public async Task Every_command_on_the_page_of_examples_does_what_it_says()
    {
        if (!File.Exists("/usr/bin/curl"))
            Assert.Skip("NOT TESTED: the page of examples. Install curl.");
        using Workplace place = new();
        await using Server server = Server.Start("serve", "--corrections", place["corrections.db"]);
        string page = await File.ReadAllTextAsync(
            Path.Combine(Inkling.Root, "src", "Inkling.Web", "wwwroot", "api.html"), Cancel);
        place.WriteSample("7-ballpoint.png", "seven.png");
        place.WriteSample("4-wide.png", "four.png");
        GreyImage seven =
            PictureFile.DecodeGrey(await File.ReadAllBytesAsync(place["seven.png"], Cancel));
        await File.WriteAllBytesAsync(place["seven.grey"], Shrink(seven), Cancel);

        List<string> answers = [];
        foreach (Match command in Commands().Matches(page))
            answers.Add(await Shell(WebUtility.HtmlDecode(command.Groups[1].Value), server.Address, place));
        Assert.Equal(8, answers.Count);
        Assert.All(answers[..3], answer =>
            Assert.Equal(7, JsonDocument.Parse(answer).RootElement.GetProperty("digit").GetInt32()));
        Assert.Equal(784, JsonDocument.Parse(answers[3]).RootElement.GetProperty("input").GetArrayLength());
        Assert.Equal(4, JsonDocument.Parse(answers[4]).RootElement.GetProperty("label").GetInt32());
        Assert.Equal(1, JsonDocument.Parse(answers[5]).RootElement.GetProperty("total").GetInt32());
        Assert.Equal("Healthy", answers[7]);
        Assert.Contains("\"total\":0", await Get(server, "/api/corrections"));
    }

    private static async Task Until(Func<bool> holds)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (!holds())
            await Task.Delay(20, limit.Token);
    }

    private static async Task UntilNobodyListens(Uri address)
    {
        try
        {
            while (true)
            {
                using TcpClient client = new();
                await client.ConnectAsync(address.Host, address.Port, Cancel);
                await Task.Delay(20, Cancel);
            }
        }
        catch (SocketException)
        {
            // As it should be.
        }
    }

    private static async Task<string> Get(Server server, string path)
    {
        using HttpClient client = new();
        return await client.GetStringAsync(new Uri(server.Address, path), Cancel);
    }

    private static async Task<string> Shell(string command, Uri address, Workplace place)
    {
        string adapted = command
            .Replace("http://127.0.0.1:8427", address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)
            .Replace("corrections/12", "corrections/1", StringComparison.Ordinal)
            .Replace("curl ", "curl --silent --show-error ", StringComparison.Ordinal);
        ProcessStartInfo start = new("bash", ["-c", adapted])
        {
            WorkingDirectory = Path.GetDirectoryName(place["x"]),
            RedirectStandardOutput = true,
        };
        using Process bash = Process.Start(start)!;
        string output = await bash.StandardOutput.ReadToEndAsync(Cancel);
        await bash.WaitForExitAsync(Cancel);
        Assert.Equal(0, bash.ExitCode);
        return output;
    }

    // To 28 × 28, by the nearest pixel: good enough to be a seven.
    // As a program would make 28 × 28 of a photo: each pixel the mean of those that it stands for.
    private static byte[] Shrink(GreyImage picture)
    {
        byte[] small = new byte[28 * 28];
        for (int i = 0; i < small.Length; i++)
        {
            int left = i % 28 * picture.Width / 28, right = ((i % 28) + 1) * picture.Width / 28;
            int top = i / 28 * picture.Height / 28, bottom = ((i / 28) + 1) * picture.Height / 28;
            long sum = 0;
            for (int y = top; y < bottom; y++)
                for (int x = left; x < right; x++)
                    sum += picture[x, y];
            small[i] = (byte)(sum / ((right - left) * (bottom - top)));
        }
        return small;
    }

    [GeneratedRegex("<kbd>(curl.*?)</kbd>", RegexOptions.Singleline)]
    private static partial Regex Commands();
}
