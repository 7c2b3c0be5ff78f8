using System.Text.Json.Nodes;
using ServiceBot.Tests.Harness;
using ServiceBot.Tests.Hosting.Commands;

namespace ServiceBot.Tests.Intake.Sql;

/// <summary>The command <c>check</c> over a station's own database.</summary>
public sealed class SqlCheckTests
{
    [Fact]
    public async Task The_command_check_counts_the_rows_of_a_view_and_says_which_column_is_not_there()
    {
        using var folder = new TemporaryFolder();
        await using var views = new SqliteViews(folder.Path);
        await views.CreateAsync();
        await views.PutAsync("1", minute: 1, jobs: 3);
        JsonObject Query(string view, string column) => new()
        {
            ["Kind"] = "WorkOrder", ["View"] = view, ["HighWater"] = "changed",
            ["Columns"] = new JsonObject { ["number"] = "id", ["opened"] = "openedAt", [column] = "vehicle.plate" },
        };
        using var shell = new Shell("en", x =>
        {
            x["Sql"] = new JsonArray(new JsonObject
            {
                ["Name"] = "dms", ["Provider"] = "Sqlite", ["ConnectionString"] = views.ConnectionString,
                ["Queries"] = new JsonArray(Query("orders", "plate"), Query("jobs", "numberplate")),
            });
            x["Hooks"] = new JsonArray(new JsonObject
            {
                ["Name"] = "forms", ["Secret"] = "0123456789abcdef", ["Fields"] = new JsonObject { ["comment"] = "$.c" },
            });
        });

        var (code, output, error) = await shell.RunAsync("check");

        Assert.Equal(1, code);
        Assert.Contains("✔ sql:dms:WorkOrder:orders: orders is reached, 3 records", output, StringComparison.Ordinal);
        Assert.Contains("✘ sql:dms:WorkOrder:jobs: the answer is not understood: check the names in the settings (", output, StringComparison.Ordinal);
        Assert.Contains("numberplate", output, StringComparison.Ordinal);
        Assert.Contains("✔ Surveys are taken at /hooks/forms (station sever)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", output + error, StringComparison.Ordinal);
    }
}
