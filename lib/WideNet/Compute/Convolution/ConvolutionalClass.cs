namespace WideNet.Compute.Convolution;

/// <summary>A displacement class: the pixel pairs (α, α+δ) of one displacement δ, an image of its own that no convolution mixes with another class.</summary>
/// <param name="Height">Rows of the class: H with circular padding, H - |δ_y| with zero padding.</param>
/// <param name="Width">Columns of the class.</param>
/// <param name="RowA">Row of α in image a for the first row of the class.</param>
/// <param name="ColumnA">Column of α in image a for the first column of the class.</param>
/// <param name="RowB">Row of α+δ in image b for the first row of the class; rows wrap with circular padding.</param>
/// <param name="ColumnB">Column of α+δ in image b for the first column of the class.</param>
/// <param name="Weight">Weight of the class's sum in the read-out: 1, or ½ for δ = -δ where only half of the classes is taken.</param>
/// <param name="IsZero">Whether δ = 0.</param>
internal readonly record struct ConvolutionalClass(int Height, int Width, int RowA, int ColumnA, int RowB, int ColumnB, double Weight, bool IsZero);
