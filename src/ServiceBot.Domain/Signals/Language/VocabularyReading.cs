using System.Numerics;

namespace ServiceBot.Domain.Signals.Language;

/// <summary>Reads the lines of the fault dictionary's files into terms and phrases.</summary>
internal sealed class VocabularyReading
{
    private const int PositionLayer = 1;
    private const int HintLayer = 2;
    private const int SymptomLayer = 3;
    private const int FirstSpeechLayer = 4;

    private readonly PhraseBook<Term> book = new(static term => term.Layer, freeObjects: true);

    private readonly Dictionary<string, ulong> systems = [];
    private readonly List<Term> systemTerms = [];
    private readonly Dictionary<string, Term> symptoms = [];
    private readonly List<(Term Symptom, string Kin)> kin = [];
    private readonly List<(Term Term, string Systems, string Line)> placed = [];
    private readonly Dictionary<string, Term> parts = [];
    private readonly List<(Term Part, string Wholes, string Line)> belongs = [];
    private readonly Dictionary<string, string> sets = [];
    private readonly WordChoices choices = new();

    /// <summary>The systems, in the order of their bits.</summary>
    public IReadOnlyList<Term> SystemTerms => systemTerms;

    /// <summary>The names of several systems together.</summary>
    public List<Term> WideTerms { get; } = [];

    /// <summary>Symptoms, fluids and hints.</summary>
    public void Symptoms(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.StartsWith("set ", StringComparison.Ordinal))
            {
                var (name, members) = Cut(line[4..], '=');
                sets[name] = members;
            }
            else if (line.StartsWith("words ", StringComparison.Ordinal))
            {
                var (name, words) = Cut(line[6..], '=');
                choices.Add(name, words);
            }
            else if (line.StartsWith("hint ", StringComparison.Ordinal))
            {
                Symptom(TermKind.Hint, "= " + line[5..], line);
            }
            else if (line.StartsWith("fluid ", StringComparison.Ordinal))
            {
                Symptom(TermKind.Fluid, line[6..], line);
            }
            else if (line.StartsWith("vague ", StringComparison.Ordinal))
            {
                Symptom(TermKind.Symptom, line[6..], line, vague: true);
            }
            else if (line.StartsWith("leak ", StringComparison.Ordinal))
            {
                Symptom(TermKind.Symptom, line[5..], line, vague: true, leaks: true);
            }
            else
            {
                Symptom(TermKind.Symptom, line, line);
            }
        }

        foreach (var (symptom, names) in kin)
        {
            foreach (var other in names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 0 ? [] : KinOf(names, symptom))
            {
                symptom.Linked.Add(other);
                other.Linked.Add(symptom);
            }
        }
    }

    /// <summary>Further words for symptoms of the dictionary: "стук = тарабанит".</summary>
    public void MoreSymptomWords(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var (name, words) = Cut(line, '=');
            if (words.Length == 0) throw new FaultLineException(FaultLineTrouble.Form, line, null);
            AddAll(words, symptoms.GetValueOrDefault(name) ?? throw new FaultLineException(FaultLineTrouble.NoSuchSymptom, line, name), line);
        }
    }

    /// <summary>Systems and their parts.</summary>
    public void Parts(IReadOnlyList<string> lines)
    {
        var current = 0UL;
        foreach (var line in lines)
        {
            if (line[0] == '[') current = System(line);
            else Part(line, current);
        }

        foreach (var (part, wholes, line) in belongs)
        {
            foreach (var whole in Split(wholes))
            {
                part.Linked.Add(parts.GetValueOrDefault(whole) ?? throw new FaultLineException(FaultLineTrouble.NoSuchPart, line, whole));
            }
        }

        foreach (var (term, names, line) in placed)
        {
            term.Systems = Mask(names, line);
        }
    }

    /// <summary>Left, right, front, rear and so on.</summary>
    public void Positions(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var (name, words) = Cut(line, '=');
            var side = name == "both" ? Sides.Left | Sides.Right : Enum.Parse<Sides>(name, ignoreCase: true);
            AddAll(words, new Term { Kind = TermKind.Position, Russian = name, English = name, Side = side, Layer = PositionLayer }, line);
        }
    }

    /// <summary>Lists of words that steer a reading; a word may stand in several.</summary>
    public Dictionary<string, Term> Speech(IEnumerable<string> lines)
    {
        var speech = new Dictionary<string, Term>();
        foreach (var line in lines)
        {
            var (name, words) = Cut(line, '=');
            var layer = FirstSpeechLayer + speech.Count;
            var term = new Term { Kind = TermKind.Speech, Russian = name, English = name, Layer = layer };
            speech.Add(name, term);
            AddAll(words, term, line);
        }

        return speech;
    }

    /// <summary>The bits of a system or of a named set of systems.</summary>
    public ulong MaskOf(string name) => Mask(name, name);

    /// <summary>The symptom of that name.</summary>
    public Term SymptomOf(string name) => symptoms[name];

    /// <summary>The finished book.</summary>
    public PhraseBook<Term> Close() => book.Close();

    private void Symptom(TermKind kind, string text, string line, bool vague = false, bool leaks = false)
    {
        var (left, places) = Cut(text, '@');
        var (at, kinNames) = Cut(places, '&');
        var (names, words) = Cut(left, '=');
        var (russian, english) = Cut(names, '/');
        var layer = kind switch { TermKind.Hint => HintLayer, TermKind.Symptom => SymptomLayer, _ => 0 };
        var term = new Term { Kind = kind, Russian = russian, English = english, Layer = layer, Vague = vague, Leaks = leaks };
        if (kind == TermKind.Symptom)
        {
            if (!symptoms.TryAdd(russian, term)) throw new FormatException($"The symptom is named twice: {line}");
            if (kinNames.Length > 0) kin.Add((term, kinNames));
        }

        if (at.Length > 0) placed.Add((term, at, line));
        AddAll(words, term, line);
    }

    private ulong System(string line)
    {
        var close = line.IndexOf(']', StringComparison.Ordinal);
        if (close < 2) throw new FaultLineException(FaultLineTrouble.Form, line, null);
        var code = line[1..close];
        var members = code[0] == '=' ? code[1..] : "";
        var (names, words) = Cut(line[(close + 1)..], '=');
        var (russian, english) = Cut(names, '/');
        // "[brakes]" alone: what follows belongs to a system of the dictionary.
        if (systems.TryGetValue(code, out var known))
            return names.Length == 0 ? known : throw new FaultLineException(FaultLineTrouble.Taken, line, code);
        if (english.Length == 0)
            throw new FaultLineException(names.Length == 0 ? FaultLineTrouble.NoSuchSystem : FaultLineTrouble.NeedsBothNames, line, code);
        if (systemTerms.Count == 64 && members.Length == 0) throw new FaultLineException(FaultLineTrouble.TooManySystems, line, code);
        var mask = members.Length > 0 ? Mask(members, line) : 1UL << systemTerms.Count;
        var term = new Term { Kind = TermKind.System, Russian = russian, English = english, Systems = mask, Group = code };
        if (members.Length == 0)
        {
            systems.Add(code, mask);
            systemTerms.Add(term);
        }
        else
        {
            WideTerms.Add(term);
        }

        AddAll($"{russian}; {english}; {words}", term, line);
        return mask;
    }

    private void Part(string line, ulong system)
    {
        var (told, wholes) = Cut(line, '~');
        var (left, causes) = Cut(told, '>');
        var (names, words) = Cut(left, '=');
        var (both, group) = Cut(names.Replace('}', ' '), '{');
        var (russian, english) = Cut(both, '/');
        if (russian.Length == 0) throw new FaultLineException(FaultLineTrouble.Form, line, null);
        if (english.Length == 0 && parts.TryGetValue(russian, out var known))
        {
            Extend(known, words, causes, line);
            return;
        }

        if (english.Length == 0) throw new FaultLineException(FaultLineTrouble.NeedsBothNames, line, russian);
        if (system == 0) throw new FaultLineException(FaultLineTrouble.NeedsSystem, line, russian);
        var term = new Term
        {
            Kind = TermKind.Part,
            Russian = russian,
            English = english,
            Systems = system,
            Group = group.Length > 0 ? group.TrimEnd('!') : GroupOf(russian),
            Vague = group.EndsWith('!'),
        };
        Link(term, causes, line);
        parts[russian] = term;
        if (wholes.Length > 0) belongs.Add((term, wholes, line));
        AddAll($"{russian}; {english}; {words}", term, line);
    }

    // "шаровая опора = яблоко": a part of the dictionary gets further names, and symptoms where some are told.
    private void Extend(Term known, string words, string causes, string line)
    {
        if (words.Length == 0 && causes.Length == 0) throw new FaultLineException(FaultLineTrouble.Form, line, null);
        Link(known, causes, line);
        AddAll(words, known, line);
    }

    private void Link(Term term, string causes, string line)
    {
        foreach (var cause in Split(causes))
        {
            var found = symptoms.GetValueOrDefault(cause)
                ?? throw new FaultLineException(FaultLineTrouble.NoSuchSymptom, line, cause);
            term.Linked.Add(found);
        }
    }

    // A group carries the short name of its leading part, so that the leading part need not be marked.
    private static string GroupOf(string russian) => russian.ToLowerInvariant();

    // Names of symptoms have spaces, so the list is read by the longest name that fits.
    private List<Term> KinOf(string names, Term of)
    {
        var found = new List<Term>();
        var words = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length;)
        {
            var length = words.Length - i;
            while (length > 0 && !symptoms.ContainsKey(string.Join(' ', words[i..(i + length)]))) length--;
            if (length == 0) throw new FormatException($"The symptom '{words[i]}…' beside '{of.Russian}' is not in the dictionary.");
            found.Add(symptoms[string.Join(' ', words[i..(i + length)])]);
            i += length;
        }

        return found;
    }

    private ulong Mask(string names, string line)
    {
        var mask = 0UL;
        foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (sets.TryGetValue(name, out var members)) mask |= Mask(members, line);
            else if (systems.TryGetValue(name, out var bit)) mask |= bit;
            else throw new FaultLineException(FaultLineTrouble.NoSuchSystem, line, name);
        }

        return BitOperations.PopCount(mask) == 0 ? throw new FaultLineException(FaultLineTrouble.NoSuchSystem, line, names) : mask;
    }

    private void AddAll(string words, Term term, string line)
    {
        foreach (var pattern in Split(words))
        {
            if (book.Add(choices.WrittenOut(pattern, line), term) is { } owner) throw new FaultLineException(FaultLineTrouble.Taken, line, $"{pattern} ({owner.Russian})");
        }
    }

    private static string[] Split(string list) =>
        list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static (string Left, string Right) Cut(string text, char at)
    {
        // "=слово" is an exact form; the sign that separates stands before a space.
        var i = at == '=' ? text.IndexOf("= ", StringComparison.Ordinal) : text.IndexOf(at, StringComparison.Ordinal);
        return i < 0 ? (text.Trim(), "") : (text[..i].Trim(), text[(i + 1)..].Trim());
    }
}
