//! The names of the system query options.

/// A system query option (URL §5.1), and `$inlinecount`, which older clients send for `$count`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the option of that name")]
pub enum SystemOption {
    Select,
    OrderBy,
    Top,
    Skip,
    Count,
    InlineCount,
    Format,
    Filter,
    Expand,
    Search,
    Compute,
    Apply,
    SkipToken,
    DeltaToken,
    SchemaVersion,
    Id,
    Index,
}

impl SystemOption {
    const ALL: [Self; 17] = [
        Self::Select,
        Self::OrderBy,
        Self::Top,
        Self::Skip,
        Self::Count,
        Self::InlineCount,
        Self::Format,
        Self::Filter,
        Self::Expand,
        Self::Search,
        Self::Compute,
        Self::Apply,
        Self::SkipToken,
        Self::DeltaToken,
        Self::SchemaVersion,
        Self::Id,
        Self::Index,
    ];

    /// The name with its `$`, as error bodies print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Select => "$select",
            Self::OrderBy => "$orderby",
            Self::Top => "$top",
            Self::Skip => "$skip",
            Self::Count => "$count",
            Self::InlineCount => "$inlinecount",
            Self::Format => "$format",
            Self::Filter => "$filter",
            Self::Expand => "$expand",
            Self::Search => "$search",
            Self::Compute => "$compute",
            Self::Apply => "$apply",
            Self::SkipToken => "$skiptoken",
            Self::DeltaToken => "$deltatoken",
            Self::SchemaVersion => "$schemaversion",
            Self::Id => "$id",
            Self::Index => "$index",
        }
    }

    /// Whether this service follows the option. The others are refused, not ignored.
    pub(super) fn is_built(self) -> bool {
        !matches!(self, Self::Apply | Self::DeltaToken | Self::SchemaVersion | Self::Index)
    }

    /// Knows an option with or without its `$` and in any case (URL §5.1, 4.01).
    ///
    /// `id` and `index` keep their `$`: without it they are what other programs call their own options.
    pub(super) fn recognise(name: &str) -> Option<Self> {
        let bare = name.strip_prefix('$').unwrap_or(name);
        let found = Self::ALL
            .into_iter()
            .find(|option| option.name().trim_start_matches('$').eq_ignore_ascii_case(bare));
        found.filter(|option| name.starts_with('$') || !matches!(option, Self::Id | Self::Index))
    }
}
