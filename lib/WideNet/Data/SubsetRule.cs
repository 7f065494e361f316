namespace WideNet.Data;

/// <summary>Which images are taken when fewer are asked for than there are; the names stand in recorded results and never change.</summary>
public enum SubsetRule
{
    /// <summary>The first ones, as they lie in the file; the classes are then not equally frequent.</summary>
    First,

    /// <summary>Equally many of each class: the first of each, kept in the order of the file.</summary>
    Balanced,

    /// <summary>Record i of each file in turn, for more than 1,000 training images: first parts of the files give the same ones as the whole set.</summary>
    InTurn,

    /// <summary><see cref="Balanced"/> among the images as <see cref="InTurn"/> orders them.</summary>
    BalancedInTurn,
}
