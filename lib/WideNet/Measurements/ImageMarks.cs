using WideNet.Data;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Measurements;

/// <summary>A yes or no for each test image in one word, so that two accuracies on the same images can be compared image by image.</summary>
/// <remarks>
/// An x, then hexadecimal digits of four images each, the first image in the highest bit; the last digit ends with zeros. The x keeps readers of CSV from
/// taking the word for a number. Test: ImageMarksTests.
/// </remarks>
public static class ImageMarks
{
    /// <summary>The word of no images: nothing is known.</summary>
    public const string None = "x";

    /// <summary>Writes marks.</summary>
    /// <param name="marks">One for each image.</param>
    public static string Write(ReadOnlySpan<bool> marks)
    {
        Span<char> digits = new char[(marks.Length + 3) / 4];
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = 0;
            for (int bit = 0; bit < 4; bit++) digit = (2 * digit) + ((4 * i) + bit < marks.Length && marks[(4 * i) + bit] ? 1 : 0);
            digits[i] = "0123456789abcdef"[digit];
        }

        return None + new string(digits);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">Number of images.</param>
    /// <exception cref="DataFormatException">The word is not one of so many images.</exception>
    public static bool[] Read(string word, int count)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        bool isOne = word.Length == 1 + ((count + 3) / 4) && word[0] == None[0] && word.AsSpan(1).ToArray().All(char.IsAsciiHexDigitLower);
        bool[] marks = isOne
            ? [.. word.Skip(1).SelectMany(digit => Enumerable.Range(0, 4).Select(bit => (Convert.ToInt32(digit.ToString(), 16) & (8 >> bit)) != 0))]
            : throw Foreign(word, count);
        return marks.AsSpan(count).Contains(true) ? throw Foreign(word, count) : marks[..count];
    }

    /// <summary>Marks the images whose largest output is that of their class.</summary>
    /// <param name="outputs">Outputs [n, k].</param>
    /// <param name="labels">Class of each row.</param>
    public static string OfRight(Matrix outputs, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        bool[] marks = new bool[labels.Length];
        for (int i = 0; i < marks.Length; i++) marks[i] = TrainedNetworkAccuracy.IsRight(outputs.Row(i), labels[i]);
        return Write(marks);
    }

    /// <summary>The difference of two accuracies on the same images, with the standard error of paired differences.</summary>
    /// <remarks>With a fraction p of images right in the first alone and q in the second alone: p - q and √((p + q - (p - q)²)/n).</remarks>
    /// <param name="first">Marks of one.</param>
    /// <param name="second">Marks of the other.</param>
    /// <param name="count">Number of images n, at least 1.</param>
    /// <exception cref="DataFormatException">A word is not one of so many images.</exception>
    public static (double Difference, double StandardError) Compare(string first, string second, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (bool First, bool Second)[] pairs = [.. Read(first, count).Zip(Read(second, count))];
        double onlyFirst = pairs.Count(pair => pair.First && !pair.Second) / (double)count;
        double onlySecond = pairs.Count(pair => pair.Second && !pair.First) / (double)count;
        double difference = onlyFirst - onlySecond;
        return (difference, Math.Sqrt((onlyFirst + onlySecond - (difference * difference)) / count));
    }

    private static DataFormatException Foreign(string word, int count)
    {
        string start = word.Length > 20 ? word[..20] + "…" : word;
        int digits = (count + 3) / 4;
        return new(Invariant($"'{start}' does not mark {count} images; it must be an x and {digits} hexadecimal digits."));
    }
}
