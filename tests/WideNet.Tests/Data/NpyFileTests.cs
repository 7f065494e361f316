using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Tests.Data;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> NumPyFiles => new()
    {
        { "v1-float64", "Float64 (2, 3)", "0 0.1 -1.5 1E+308 -5E-324 3" },
        { "v1-float32", "Float32 (3,)", "0.10000000149011612 -2 NaN" },
        { "v1-uint8", "UInt8 (2, 1, 2)", "0 127 128 255" },
        { "v1-int64", "Int64 (4,)", "-1 0 1 9007199254740992" },
        { "v1-scalar", "Float64 ()", "2.5" },
        { "v1-empty", "Float64 (0, 3)", "" },
        { "v2-float64", "Float64 (2, 2)", "1 2 3 4" },
        { "v3-float32", "Float32 (1, 2)", "1 2" },
    };

    [Theory]
    [MemberData(nameof(NumPyFiles))]
    public void Read_FileWrittenByNumPy_HasItsShapeAndElements(string name, string description, string elements)
    {
        NpyArray array = NpyFile.Read(RepositoryFiles.Reference("npy", name + ".npy"));
        Assert.Equal(description, array.ToString());
        Assert.Equal(elements, string.Join(' ', array.ToDoubles()));
    }

    [Theory]
    [InlineData("v1-float64")]
    [InlineData("v1-float32")]
    [InlineData("v1-uint8")]
    [InlineData("v1-int64")]
    [InlineData("v1-scalar")]
    [InlineData("v1-empty")]
    public void Write_ArrayReadFromNumPy_GivesTheSameBytes(string name)
    {
        string original = RepositoryFiles.Reference("npy", name + ".npy");
        NpyFile.Write(_folder["copy.npy"], NpyFile.Read(original));
        Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(_folder["copy.npy"]));
    }

    [Fact]
    public void Write_Matrices_GivesTheBytesOfTheirStack()
    {
        Matrix[] matrices = [new(2, 3, [1, 2, 3, 4, 5, 6]), new(2, 3, [0.1, -7, 8, 9, 1e300, -0.0])];
        NpyFile.Write(_folder["stack.npy"], NpyArray.Stack(matrices));
        NpyFile.Write(_folder["matrices.npy"], matrices);
        Assert.Equal(File.ReadAllBytes(_folder["stack.npy"]), File.ReadAllBytes(_folder["matrices.npy"]));
        Assert.Throws<ArgumentException>(() => NpyFile.Write(_folder["other.npy"], [matrices[0], new Matrix(3, 2)]));
    }

    [Fact]
    public void Read_EveryReferenceArray_HasFiniteElements()
    {
        string[] files = Directory.GetFiles(RepositoryFiles.Reference("neural-tangents"), "*.npy", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(
            files.Where(f => !f.EndsWith("_neural_tangents.npy", StringComparison.Ordinal)),
            f => Assert.All(NpyFile.Read(f).ToDoubles(), v => Assert.True(double.IsFinite(v))));
    }

    [Fact]
    public void Write_AnyDoubles_ReadGivesTheSameBits()
    {
        Prop.ForAll<double[]>(values =>
        {
            NpyFile.Write(_folder["any.npy"], new NpyArray(values, values.Length));
            NpyArray read = NpyFile.Read(_folder["any.npy"]);
            return read.Elements<double>().ToArray().Select(BitConverter.DoubleToInt64Bits).SequenceEqual(values.Select(BitConverter.DoubleToInt64Bits));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));
    }

    [Fact]
    public void Write_WhenNumPyIsInstalled_NumPyReadsTheSameElements()
    {
        NpyFile.Write(_folder["a.npy"], new NpyArray([0.1, -1e300, double.Epsilon, 4, 5, 6], 2, 3));
        NpyFile.Write(_folder["b.npy"], new NpyArray([1L, -2L], 2));
        NpyFile.Write(_folder["c.npy"], new NpyArray([0.5f], 1, 1, 1));
        NpyFile.Write(_folder["d.npy"], new NpyArray([(byte)200], 1));
        const string program = "try:\n  import numpy as n\nexcept ImportError:\n  raise SystemExit(77)\nfor f in 'abcd':\n  x = n.load(f + '.npy')\n  "
            + "print(x.dtype, x.shape, *x.ravel().tolist())";
        string? output = RunPython(program, _folder.FullName);
        if (output is null)
        {
            Assert.Skip("python3 with NumPy is not installed; the committed files under tests/reference/npy were still checked.");
        }

        Assert.Equal("float64 (2, 3) 0.1 -1e+300 5e-324 4.0 5.0 6.0\nint64 (2,) 1 -2\nfloat32 (1, 1, 1) 0.5\nuint8 (1,) 200\n", output);
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
        "holds Python objects ('|O'), which are never read; save numbers with x.astype('<f8')")]
    [InlineData("{'descr': '>c8', 'fortran_order': False, 'shape': (1,), }",
        "holds elements of type '>c8'; booleans, integers and real numbers of at most 8 bytes are understood, so save it again with x.astype('<f8')")]
    [InlineData("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }",
        "has a header that cannot be used: the element type is a record of several fields")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
        "declares the shape (2,) of Float64, 16 bytes, but 8 bytes of data follow: it is cut off or its header is wrong")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (0,), }",
        "declares the shape (0,) of Float64, 0 bytes, but 8 bytes of data follow: something was appended or its header is wrong")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000, 4000000000, 4000000000), }",
        "declares the shape (4000000000, 4000000000, 4000000000) of Float64, more than 2^63 bytes, but 8 bytes of data follow: it is cut off or its "
            + "header is wrong")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }",
        "has a header that cannot be used: a length of the shape is too large")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }",
        "has a header that cannot be used: a length was expected at character 51 of the header, but '-' stands there")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, }", "has a header that cannot be used: one of the keys descr, fortran_order and shape is missing")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', }", "has a header that cannot be used: the key 'descr' is unknown or appears twice")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), } x", "has a header that cannot be used: 'x' follows the dictionary")]
    [InlineData("garbage", "has a header that cannot be used: '{' was expected at character 0 of the header, but 'g' stands there")]
    [InlineData("{'descr", "has a header that cannot be used: a quoted name does not end")]
    [InlineData("", "has a header that cannot be used: '{' was expected at character 0 of the header, but its end stands there")]
    public void Read_BadHeader_SaysWhatIsWrongInOneLine(string header, string problem)
    {
        AssertRefused([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. new byte[8]], problem);
    }

    [Fact]
    public void Read_BadStart_SaysWhatIsWrongInOneLine()
    {
        AssertRefused([], "is empty");
        AssertRefused([.. "PK\u0003\u0004 and more"u8], "does not start with the bytes \\x93NUMPY, so it is no .npy file");
        AssertRefused([0x93, .. "NUM"u8], "ends within its header");
        AssertRefused([0x93, .. "NUMPY"u8, 4, 0, 0, 0, 0, 0], "has the format version 4.0; versions 1.0, 2.0 and 3.0 are understood");
        AssertRefused([0x93, .. "NUMPY"u8, 1, 0, 9], "is cut off inside its header");
        AssertRefused(
            [0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255, 0],
            "declares a header of 4294967295 bytes, but 1 bytes follow (at most 1048576 are read): it is cut off or damaged");
    }

    [Fact]
    public void Read_EveryTruncationOfAGoodFile_IsRefused()
    {
        byte[] good = File.ReadAllBytes(RepositoryFiles.Reference("npy", "v1-float64.npy"));
        for (int length = 0; length < good.Length; length++)
        {
            File.WriteAllBytes(_folder["cut.npy"], good[..length]);
            Assert.Throws<DataFormatException>(() => NpyFile.Read(_folder["cut.npy"]));
        }
    }

    [Fact]
    public void Read_AnyChangedHeaderByte_GivesAnArrayOrADataFormatException()
    {
        byte[] good = File.ReadAllBytes(RepositoryFiles.Reference("npy", "v1-float64.npy"));
        int header = 10 + BinaryPrimitives.ReadUInt16LittleEndian(good.AsSpan(8));
        for (int i = 0; i < header; i++)
        {
            byte[] bad = [.. good];
            bad[i] ^= 0x15;
            File.WriteAllBytes(_folder["bad.npy"], bad);
            Exception? error = Record.Exception(() => NpyFile.Read(_folder["bad.npy"]));
            Assert.True(error is null or DataFormatException, $"byte {i}: {error}");
        }
    }

    [Fact]
    public void Read_MissingFile_IsFileNotFound() => Assert.Throws<FileNotFoundException>(() => NpyFile.Read(_folder["none.npy"]));

    public void Dispose() => _folder.Dispose();

    private void AssertRefused(byte[] content, string problem)
    {
        string path = _folder["bad.npy"];
        File.WriteAllBytes(path, content);
        Assert.Equal($"{path} {problem}.", Assert.Throws<DataFormatException>(() => NpyFile.Read(path)).Message);
    }

    private static string? RunPython(string program, string folder)
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        try
        {
            var start =
                new ProcessStartInfo(python, ["-c", program]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd(), errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 77 ? null : output + errors;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
