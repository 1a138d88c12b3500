using Microsoft.Data.Sqlite;

namespace Inkling.Web.Corrections;

/// <summary>Corrections with their drawings, in an SQLite file that is made with the first one.</summary>
/// <param name="path">The file, which need not be there yet.</param>
public sealed class CorrectionStore(string path)
{
    // Raised, there and in CreateFile, when the table changes; an older program refuses a newer file.
    private const int SchemaVersion = 1;

    private const string Columns = "id, label, digit, confidence, kept";

    // "Database File Format", 1.3.1, on sqlite.org.
    private static ReadOnlySpan<byte> Signature => "SQLite format 3\0"u8;

    private readonly Lock _creation = new();
    private readonly DeletedCorrections _deleted = new();

    /// <summary>The file of this user: inkling/corrections.db in their folder for programs' data.</summary>
    public static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "inkling",
        "corrections.db");

    /// <summary>Whether a file is an SQLite database, by its first bytes.</summary>
    public static bool Recognises(string path)
    {
        if (!File.Exists(path))
            return false;
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[Signature.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.SequenceEqual(Signature);
    }

    /// <summary>Whether anything was kept. A file is empty while it is made, or if that failed.</summary>
    public bool Exists => new FileInfo(path) is { Exists: true, Length: > 0 };

    /// <summary>Keeps a correction.</summary>
    /// <param name="label">What the drawing was, 0 to 9.</param>
    /// <param name="digit">What had been read; none for "no digit".</param>
    /// <param name="confidence">The reading's probability.</param>
    /// <param name="png">The drawing, as a PNG file.</param>
    /// <exception cref="SqliteException">The file is damaged, or the disk refuses.</exception>
    public Correction Add(int label, int? digit, float confidence, byte[] png)
    {
        CreateFile();
        // RETURNING would commit while its row is read, when the driver does not wait for other readers.
        return Run($"""
            INSERT INTO corrections (label, digit, confidence, kept, picture)
            VALUES ($label, $digit, $confidence, $kept, $picture);
            SELECT {Columns} FROM corrections WHERE id = last_insert_rowid();
            """, Read, ("$label", label), ("$digit", digit is { } read ? read : DBNull.Value),
            ("$confidence", confidence), ("$kept", DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ")),
            ("$picture", png)).Single();
    }

    /// <summary>All corrections, the newest first.</summary>
    public IReadOnlyList<Correction> All() =>
        Exists ? Run($"SELECT {Columns} FROM corrections ORDER BY id DESC", Read) : [];

    /// <summary>Finds a correction by its number; null if there is none.</summary>
    public Correction? Find(long id) => Exists
        ? Run($"SELECT {Columns} FROM corrections WHERE id = $id", Read, ("$id", id)).SingleOrDefault()
        : null;

    /// <summary>Finds a correction's drawing as a PNG file; null if there is none of that number.</summary>
    public byte[]? FindPicture(long id) => Exists
        ? Run("SELECT picture FROM corrections WHERE id = $id", command => (byte[]?)command.ExecuteScalar(),
            ("$id", id))
        : null;

    /// <summary>Deletes a correction; false if there is none of that number.</summary>
    public bool Delete(long id)
    {
        if (Find(id) is not { } correction || FindPicture(id) is not { } png)
            return false;
        // Remembered first: a restoration that comes at once must find it.
        _deleted.Add(correction, png);
        return Run(
            "DELETE FROM corrections WHERE id = $id", command => command.ExecuteNonQuery(), ("$id", id)) > 0;
    }

    /// <summary>
    /// Puts back what this object has deleted, with its number and its time; one that is there stays as is.
    /// </summary>
    /// <returns>The correction; null if nothing of that number was deleted, or too much since.</returns>
    /// <exception cref="SqliteException">The file is damaged, or the disk refuses.</exception>
    public Correction? Restore(long id)
    {
        if (Find(id) is { } there)
            return there;
        if (_deleted.Find(id) is not var (correction, png))
            return null;
        CreateFile();
        Run("""
            INSERT OR IGNORE INTO corrections (id, label, digit, confidence, kept, picture)
            VALUES ($id, $label, $digit, $confidence, $kept, $picture)
            """, command => command.ExecuteNonQuery(), ("$id", id), ("$label", correction.Label),
            ("$digit", correction.Digit is { } read ? read : DBNull.Value),
            ("$confidence", correction.Confidence), ("$kept", correction.Kept), ("$picture", png));
        return correction;
    }

    private T Run<T>(
        string sql, Func<SqliteCommand, T> execute,
        params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are this file's own; what comes from outside is a parameter.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach ((string name, object value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return execute(command);
    }

    private static List<Correction> Read(SqliteCommand command)
    {
        using SqliteDataReader row = command.ExecuteReader();
        List<Correction> found = [];
        while (row.Read())
        {
            found.Add(new(
                row.GetInt64(0), row.GetInt32(1), row.IsDBNull(2) ? null : row.GetInt32(2), row.GetFloat(3),
                row.GetString(4)));
        }
        return found;
    }

    private void CreateFile()
    {
        lock (_creation)
        {
            if (Exists)
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using SqliteConnection connection = new(ConnectionTo(SqliteOpenMode.ReadWriteCreate));
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = """
                BEGIN;
                CREATE TABLE IF NOT EXISTS corrections (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    label INTEGER NOT NULL CHECK (label BETWEEN 0 AND 9),
                    digit INTEGER CHECK (digit BETWEEN 0 AND 9),
                    confidence REAL NOT NULL,
                    kept TEXT NOT NULL,
                    picture BLOB NOT NULL);
                PRAGMA user_version = 1;
                COMMIT;
                """;
            command.ExecuteNonQuery();
        }
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new(ConnectionTo(SqliteOpenMode.ReadWrite));
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        long version = (long)command.ExecuteScalar()!;
        if (version == SchemaVersion)
            return connection;
        connection.Dispose();
        throw new IOException(
            $"{path} is of form {version}, not {SchemaVersion}: it is another program's or a newer "
                + "Inkling's file");
    }

    // No pool: it would hold on to a file that the user has deleted or replaced.
    private string ConnectionTo(SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString();
}

/// <summary>A drawing that was read as one thing and was another.</summary>
/// <param name="Id">Its number; never used again once it is deleted.</param>
/// <param name="Label">What it was, 0 to 9.</param>
/// <param name="Digit">What had been read; none for "no digit".</param>
/// <param name="Confidence">The reading's probability.</param>
/// <param name="Kept">When, as ISO 8601 in UTC.</param>
public sealed record Correction(long Id, int Label, int? Digit, float Confidence, string Kept);
