using System.Buffers.Binary;
using System.ComponentModel;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ServiceBot.Faults;

/// <summary>
/// A disk that can be filled and freed: a tmpfs of its own where mounting is allowed; else a bound on the pages of the
/// database, at which the engine says itself that it is full.
/// </summary>
internal sealed class SmallDisk : DbConnectionInterceptor, IDisposable
{
    private const int Megabytes = 16;
    private const int FreeWhenFull = 1024 * 1024;
    private const long NoBound = 1_073_741_823;

    private readonly string _ballast;
    private long _pages = NoBound;

    private SmallDisk(string folder, bool isMounted)
    {
        (Folder, IsMounted) = (folder, isMounted);
        _ballast = Path.Combine(folder, "ballast");
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>Whether it is a disk rather than a bound of the database.</summary>
    public bool IsMounted { get; }

    /// <summary>Makes one.</summary>
    public static SmallDisk Make()
    {
        var folder = Directory.CreateTempSubdirectory("servicebot-disk-").FullName;
        return new SmallDisk(folder, OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "servicebot-trial", folder));
    }

    /// <summary>Leaves a megabyte; the service is to use it up.</summary>
    /// <param name="database">The database on it.</param>
    public void Fill(string database)
    {
        if (IsMounted)
        {
            using var ballast = File.Create(_ballast);
            var free = new DriveInfo(Folder).AvailableFreeSpace;
            var block = new byte[64 * 1024];
            for (var left = free - FreeWhenFull; left > 0; left -= block.Length) ballast.Write(block, 0, (int)Math.Min(left, block.Length));
            return;
        }

        Interlocked.Exchange(ref _pages, (new FileInfo(database).Length + FreeWhenFull) / PageSize(database));
    }

    // Two bytes of the file's head.
    private static int PageSize(string database)
    {
        using var file = new FileStream(database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> head = stackalloc byte[18];
        file.ReadExactly(head);
        return BinaryPrimitives.ReadUInt16BigEndian(head[16..]);
    }

    /// <summary>Makes room.</summary>
    public void Free()
    {
        if (IsMounted) File.Delete(_ballast);
        else Interlocked.Exchange(ref _pages, NoBound);
    }

    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Bound(connection);

    /// <inheritdoc />
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Bound(connection);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        if (IsMounted) Run("umount", "-l", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private void Bound(DbConnection connection)
    {
        if (IsMounted) return;
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA max_page_count = {Interlocked.Read(ref _pages)}";
        command.ExecuteNonQuery();
    }

    private static bool Run(string program, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // There is no such program here.
            return false;
        }
    }
}
