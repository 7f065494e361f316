using System.Globalization;
using System.Text;
using WideNet.Data;

namespace WideNet.Tests.Data;

/// <summary>Element types, byte orders, memory orders and headers that NumPy writes besides the four that this library writes.</summary>
public sealed class NpyTypesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("|b1", "0001", "UInt8 (2,)", "0 1")]
    [InlineData("|b1", "0007", "UInt8 (2,)", "0 1")]
    [InlineData("|i1", "80ff", "Int64 (2,)", "-128 -1")]
    [InlineData("<i2", "0080feff", "Int64 (2,)", "-32768 -2")]
    [InlineData(">i2", "8000fffe", "Int64 (2,)", "-32768 -2")]
    [InlineData("<u2", "ffff0100", "Int64 (2,)", "65535 1")]
    [InlineData(">u2", "ffff0001", "Int64 (2,)", "65535 1")]
    [InlineData("<i4", "0000008001000000", "Int64 (2,)", "-2147483648 1")]
    [InlineData(">i4", "8000000000000001", "Int64 (2,)", "-2147483648 1")]
    [InlineData("<u4", "ffffffff01000000", "Int64 (2,)", "4294967295 1")]
    [InlineData(">u4", "ffffffff00000001", "Int64 (2,)", "4294967295 1")]
    [InlineData(">i8", "ffffffffffffffff0020000000000000", "Int64 (2,)", "-1 9007199254740992")]
    [InlineData("=i8", "ffffffffffffffff0100000000000000", "Int64 (2,)", "-1 1")]
    [InlineData("<u8", "01000000000000000000000000002000", "Int64 (2,)", "1 9007199254740992")]
    [InlineData("<u8", "01000000000000000000000000000080", "Float64 (2,)", "1 9.223372036854775808E+18")]
    [InlineData(">u8", "00000000000000018000000000000000", "Float64 (2,)", "1 9.223372036854775808E+18")]
    [InlineData("<f2", "003c0100", "Float32 (2,)", "1 5.9604644775390625E-08")]
    [InlineData(">f2", "3c00fc00", "Float32 (2,)", "1 -Infinity")]
    [InlineData(">f4", "3f80000000000001", "Float32 (2,)", "1 1.401298464324817E-45")]
    [InlineData(">f8", "3ff00000000000000000000000000001", "Float64 (2,)", "1 5E-324")]
    public void Read_AnyTypeOfNumPy_KeepsTheValues(string descriptor, string bytes, string description, string elements)
    {
        NpyArray array = Read($"{{'descr': '{descriptor}', 'fortran_order': False, 'shape': (2,), }}", Convert.FromHexString(bytes));
        Assert.Equal(description, array.ToString());
        Assert.Equal(elements.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)), array.ToDoubles());
    }

    [Fact]
    public void Read_FortranOrder_GivesTheElementsInCOrder()
    {
        byte[] values = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];
        NpyArray array = Read("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4), }", values);
        double[] elements = array.ToDoubles();
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                for (int k = 0; k < 4; k++) Assert.Equal(i + (2 * j) + (6 * k), elements[(((i * 3) + j) * 4) + k]);
            }
        }

        Assert.Empty(Read("{'descr': '<f8', 'fortran_order': True, 'shape': (0, 3), }", []).ToDoubles());
        Assert.Equal([1.0], Read("{'descr': '|u1', 'fortran_order': True, 'shape': (), }", [1]).ToDoubles());
    }

    [Theory]
    [InlineData("{'descr':\t'|u1', 'fortran_order': False, 'shape': (2,), }")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\r\n")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2L,), }")]
    public void Read_HeaderOfAnotherWriter_IsUnderstood(string header) => Assert.Equal([7.0, 8.0], Read(header, [7, 8]).ToDoubles());

    [Fact]
    public void Read_IntegerWithoutAnExactDouble_IsNamed()
    {
        var error = Assert.Throws<DataFormatException>(() => Read(
            "{'descr': '<u8', 'fortran_order': False, 'shape': (2,), }", Convert.FromHexString("0100000000000000" + "ffffffffffffffff")));
        Assert.EndsWith(
            "element 1 is 18446744073709551615, which has no exact double; save it again with x.astype('<f8').", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<c16")]
    [InlineData("<f16")]
    [InlineData("<U3")]
    [InlineData("|S3")]
    [InlineData("<M8[ns]")]
    [InlineData("|f8")]
    [InlineData("<b8")]
    public void Read_NoRealNumber_IsRefusedWithTheRemedy(string descriptor)
    {
        var error = Assert.Throws<DataFormatException>(() => Read($"{{'descr': '{descriptor}', 'fortran_order': False, 'shape': (1,), }}", new byte[16]));
        Assert.Contains(
            $"holds elements of type '{descriptor}'; booleans, integers and real numbers of at most 8 bytes are understood", error.Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private NpyArray Read(string header, byte[] data)
    {
        File.WriteAllBytes(_folder["any.npy"], [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data]);
        return NpyFile.Read(_folder["any.npy"]);
    }
}
