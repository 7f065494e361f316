// Tests count the tensors that are alive in the process, and threads are a setting of the native library: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
