//! What is done with values: comparisons, arithmetic, functions.

/// How two values are compared. `gt` and its kin are false when an operand is null; `eq` and `ne` treat null as a
/// value (URL §5.1.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the operator of that name")]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// Arithmetic between operands of one type. A divisor of zero gives null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `add`.
    Add,
    /// `sub`.
    Sub,
    /// `mul`.
    Mul,
    /// `div`: between whole numbers towards zero.
    Div,
    /// `mod`, with the sign of the dividend.
    Mod,
}

/// The functions (URL §5.1.1.4 to §5.1.1.11). Each is null when an argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the function of that name")]
pub enum Function {
    Contains,
    StartsWith,
    EndsWith,
    IndexOf,
    Length,
    Substring,
    ToLower,
    ToUpper,
    Trim,
    Concat,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    FractionalSeconds,
    TotalSeconds,
    TotalOffsetMinutes,
    Date,
    Time,
    Round,
    Floor,
    Ceiling,
}
