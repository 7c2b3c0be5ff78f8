using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace ServiceBot.Storage;

/// <summary>
/// One prepared statement of the embedded database, for what is done hundreds of thousands of times: values are bound by
/// position, from 1, and nothing is tracked. Belongs to one connection and one thread.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int ShortText = 128;
    private const int MostBytesOfCharacter = 3;

    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares the statement over the open connection of a context, inside its transaction if it has one.</summary>
    /// <exception cref="SqliteException">The statement does not fit the schema.</exception>
    public Statement(ServiceBotDb db, string sql)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        _db = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_db, sql, out _statement), _db);
    }

    /// <summary>Whether the last run changed a row.</summary>
    public bool Changed => raw.sqlite3_changes(_db) > 0;

    /// <summary>The key that the last insert was given.</summary>
    public long InsertedId => raw.sqlite3_last_insert_rowid(_db);

    public Statement Bind(int at, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, at));
            return this;
        }

        if (value.Length > ShortText) return BindUtf8(at, Encoding.UTF8.GetBytes(value));
        Span<byte> utf8 = stackalloc byte[ShortText * MostBytesOfCharacter];
        return BindUtf8(at, utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
    }

    public Statement Bind(int at, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, at, number) : raw.sqlite3_bind_null(_statement, at));
        return this;
    }

    /// <summary>Binds text that is UTF-8 already.</summary>
    public Statement BindUtf8(int at, ReadOnlySpan<byte> text)
    {
        Check(raw.sqlite3_bind_text(_statement, at, text));
        return this;
    }

    public Statement BindBytes(int at, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, at, value));
        return this;
    }

    /// <summary>Binds what a column of the model holds: text, a whole number, a yes or no, bytes, or nothing.</summary>
    public void BindValue(int at, object? value)
    {
        switch (value)
        {
            case null: Check(raw.sqlite3_bind_null(_statement, at)); break;
            case string text: Bind(at, text); break;
            case long number: Bind(at, number); break;
            case int number: Bind(at, number); break;
            case bool yes: Bind(at, yes ? 1L : 0L); break;
            case double number: Check(raw.sqlite3_bind_double(_statement, at, number)); break;
            case byte[] bytes: BindBytes(at, bytes); break;
            default: throw new ArgumentException($"No column holds a {value.GetType().Name}.", nameof(value));
        }
    }

    /// <summary>Goes to the next row of the answer.</summary>
    /// <returns>False when there is none; the statement is then ready to be bound anew.</returns>
    public bool Next()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        Reset();
        if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, _db);
        return false;
    }

    /// <summary>Whether there is any row; the statement is then ready to be bound anew.</summary>
    public bool Answers()
    {
        var answers = Next();
        Reset();
        return answers;
    }

    /// <summary>Runs a statement that answers no rows.</summary>
    public void Run()
    {
        if (!Next()) return;
        Reset();
        throw new InvalidOperationException("The statement answered a row.");
    }

    /// <summary>Leaves the rest of the answer; the statement is ready to be bound anew.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>The bytes of a blob or the UTF-8 of a text; good until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, _db);
    }
}
