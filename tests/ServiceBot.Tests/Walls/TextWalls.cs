using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ServiceBot.Hosting;

namespace ServiceBot.Tests.Walls;

/// <summary>Every sentence a person reads is there in Russian and in English.</summary>
public sealed class TextWalls
{
    private static readonly Regex Placeholder = new(@"(?<!\{)\{(\d+)[^{}]*\}");

    [Fact]
    public void Every_text_exists_in_both_languages_with_the_same_placeholders()
    {
        var files = SourceTree.Files("src", "*.resx");
        var russian = files.Where(x => !x.Path.EndsWith(".en.resx", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(russian);
        Assert.Equal(russian.Count * 2, files.Count);

        var faults = new List<string>();
        foreach (var file in russian)
        {
            var ru = Read(file.FullName);
            var en = Read(file.FullName[..^".resx".Length] + ".en.resx");
            Assert.NotEmpty(ru);
            // The form for 2, 3 and 4 exists in Russian only.
            foreach (var key in ru.Keys.Where(x => !x.EndsWith("_few", StringComparison.Ordinal)).Union(en.Keys))
            {
                if (!ru.TryGetValue(key, out var one)) faults.Add($"{file.Path}: {key} has no Russian text");
                else if (!en.TryGetValue(key, out var other)) faults.Add($"{file.Path}: {key} has no English text");
                else if (one.Length == 0 || other.Length == 0) faults.Add($"{file.Path}: {key} is empty");
                else if (Holes(one) != Holes(other)) faults.Add($"{file.Path}: {key} has {Holes(one)} in Russian, {Holes(other)} in English");
            }

            foreach (var key in ru.Keys.Where(x => x.EndsWith("_few", StringComparison.Ordinal)))
            {
                var stem = key[..^"_few".Length];
                if (!ru.TryGetValue(stem + "_many", out var many) || !ru.ContainsKey(stem + "_one")) faults.Add($"{file.Path}: {stem} lacks a plural form");
                else if (Holes(ru[key]) != Holes(many)) faults.Add($"{file.Path}: {key} has other placeholders than {stem}_many");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Every_class_of_texts_finds_its_own_in_both_languages()
    {
        var kinds = typeof(Wording).Assembly.GetTypes().Where(x => x.IsSubclassOf(typeof(Wording)) && !x.IsAbstract).ToList();
        Assert.NotEmpty(kinds);

        foreach (var kind in kinds)
        {
            var resources = new ResourceManager(kind.FullName!, kind.Assembly);
            foreach (var language in new[] { CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("en") })
            {
                using var set = resources.GetResourceSet(language, createIfNotExists: true, tryParents: false);
                Assert.True(set is not null, $"{kind.FullName} has no texts for '{language.Name}'.");
                Assert.True(set.GetEnumerator().MoveNext(), $"{kind.FullName} is empty for '{language.Name}'.");
            }
        }
    }

    private static Dictionary<string, string> Read(string path) =>
        XDocument.Load(path).Root!.Elements("data").ToDictionary(x => (string)x.Attribute("name")!, x => (string)x.Element("value")!);

    private static string Holes(string text) =>
        string.Join(",", Placeholder.Matches(text).Select(x => x.Groups[1].Value).Distinct().Order());
}
