namespace ServiceBot.Domain.Signals.Language;

/// <summary>One word of a text.</summary>
/// <param name="Text">The word folded: lower case, ё as е, one alphabet, abbreviation written out.</param>
/// <param name="Start">Where it begins in the text as written.</param>
/// <param name="Length">How many characters it takes there; words written out of one abbreviation share the place.</param>
/// <param name="Clause">The number of the clause, counted through the text.</param>
/// <param name="Sentence">The number of the sentence.</param>
/// <param name="Shortened">Whether a dot follows that may be a shortening (подш.).</param>
internal readonly record struct Word(string Text, int Start, int Length, int Clause, int Sentence, bool Shortened);
