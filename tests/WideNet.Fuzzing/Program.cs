using SharpFuzz;
using WideNet.Tests.Fuzzing;

// What run.sh asks for: the readers, the whole files that AFL++ begins with, or executions, one for each input that it sends. And, by hand, a finding
// once more without AFL++.
switch (args)
{
    case ["readers"]:
        foreach (string name in FuzzTarget.Readers) Console.WriteLine(name);
        return 0;
    case ["seeds", var name, var folder]:
        using (FuzzTarget target = FuzzTarget.Open(name))
        {
            Directory.CreateDirectory(folder);
            for (int i = 0; i < target.Seeds.Count; i++) File.WriteAllBytes(Path.Combine(folder, FormattableString.Invariant($"{i:D3}")), target.Seeds[i]);
        }

        return 0;
    case ["execute", var name]:
        // Instrumented code cannot run before there is a place to count in, so the reader is opened with the first input.
        FuzzTarget? opened = null;
        Fuzzer.Run(input =>
        {
            using var bytes = new MemoryStream();
            input.CopyTo(bytes);
            opened ??= FuzzTarget.Open(name);
            opened.Check(bytes.ToArray(), name);
        });
        opened?.Dispose();
        return 0;
    case ["replay", var name, .. var files]:
        using (FuzzTarget target = FuzzTarget.Open(name))
        {
            foreach (string file in files) Console.WriteLine($"{file}: {(target.Check(File.ReadAllBytes(file), file) ? "a value" : "a documented exception")}");
        }

        return 0;
    default:
        Console.Error.WriteLine("usage: readers | seeds READER FOLDER | execute READER | replay READER FILE…; see run.sh");
        return 2;
}
