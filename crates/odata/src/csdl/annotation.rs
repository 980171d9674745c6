//! What `$metadata` says beyond names and types: the annotations, once for both forms (CSDL §14).
//!
//! Programs act on what stands here, so it says only what is true of the service today: a wrong one costs more than a
//! missing one.

use crate::bind::{MAX_EXPAND_DEPTH, MAX_LAMBDAS, searchable};
use crate::edm::{EntitySet, Model, Origin, Property};

/// The vocabularies that are used: alias and namespace.
pub(super) const VOCABULARIES: [(&str, &str); 2] =
    [("Core", "Org.OData.Core.V1"), ("Capabilities", "Org.OData.Capabilities.V1")];

/// A term and what it is set to.
pub(super) struct Annotation {
    /// The term behind its vocabulary's alias.
    pub(super) term: &'static str,
    /// The value.
    pub(super) value: Fact,
}

/// The values that annotations have here (CSDL §14.3 and §14.4).
pub(super) enum Fact {
    /// `Edm.Boolean`, and the tags of the Core vocabulary.
    Bool(bool),
    /// A whole number.
    Int(usize),
    /// A text.
    Text(&'static str),
    /// A member of an enumeration: its qualified type, its name.
    Member(&'static str, &'static str),
    /// Several texts.
    Texts(&'static [&'static str]),
    /// A record of properties.
    Record(Vec<(&'static str, Fact)>),
}

const fn tag(term: &'static str, value: bool) -> Annotation {
    Annotation { term, value: Fact::Bool(value) }
}

fn record(term: &'static str, property: &'static str, value: Fact) -> Annotation {
    Annotation { term, value: Fact::Record(vec![(property, value)]) }
}

/// What holds for the namespace: names in it need not be qualified (Protocol 4.01 §11.5).
pub(super) fn of_schema() -> Annotation {
    tag("Core.DefaultNamespace", true)
}

/// What holds for the whole service.
pub(super) fn of_container() -> Vec<Annotation> {
    vec![
        Annotation { term: "Core.ODataVersions", value: Fact::Text("4.0,4.01") },
        Annotation {
            term: "Capabilities.ConformanceLevel",
            value: Fact::Member("Capabilities.ConformanceLevelType", "Intermediate"),
        },
        Annotation {
            term: "Capabilities.SupportedMetadataFormats",
            value: Fact::Texts(&["application/xml", "application/json"]),
        },
        tag("Capabilities.KeyAsSegmentSupported", false),
        tag("Capabilities.CrossJoinSupported", false),
        tag("Capabilities.QuerySegmentSupported", false),
        tag("Capabilities.AsynchronousRequestsSupported", false),
        batch(),
        deep("Capabilities.DeepInsertSupport", true),
        deep("Capabilities.DeepUpdateSupport", false),
    ]
}

/// Whether what belongs to an entity may be written along with it; references within one body are not known.
fn deep(term: &'static str, supported: bool) -> Annotation {
    let value =
        Fact::Record(vec![("Supported", Fact::Bool(supported)), ("ContentIDSupported", Fact::Bool(false))]);
    Annotation { term, value }
}

/// What a batch may hold.
fn batch() -> Annotation {
    let value = Fact::Record(vec![
        ("Supported", Fact::Bool(true)),
        ("ContinueOnErrorSupported", Fact::Bool(true)),
        ("ReferencesInRequestBodiesSupported", Fact::Bool(true)),
        ("ReferencesAcrossChangeSetsSupported", Fact::Bool(true)),
        ("EtagReferencesSupported", Fact::Bool(false)),
        ("RequestDependencyConditionsSupported", Fact::Bool(false)),
        ("SupportedFormats", Fact::Texts(&["multipart/mixed", "application/json"])),
    ]);
    Annotation { term: "Capabilities.BatchSupport", value }
}

/// What holds for a set.
pub(super) fn of_set(set: &EntitySet) -> Vec<Annotation> {
    let searchable = set.entity.properties.iter().any(searchable);
    let written = set.entity.is_writable();
    vec![
        record("Capabilities.FilterRestrictions", "MaxLevels", Fact::Int(MAX_LAMBDAS)),
        record("Capabilities.ExpandRestrictions", "MaxLevels", Fact::Int(MAX_EXPAND_DEPTH)),
        record("Capabilities.SearchRestrictions", "Searchable", Fact::Bool(searchable)),
        record("Capabilities.InsertRestrictions", "Insertable", Fact::Bool(written)),
        record("Capabilities.UpdateRestrictions", "Updatable", Fact::Bool(written)),
        record("Capabilities.DeleteRestrictions", "Deletable", Fact::Bool(written)),
    ]
}

/// What holds for a property.
pub(super) fn of_property(property: &Property) -> Option<Annotation> {
    (property.origin == Origin::Server).then(|| tag("Core.Computed", true))
}

/// The address of a vocabulary's own document, in the form of the document that refers to it.
pub(super) fn vocabulary_uri(namespace: &str, extension: &str) -> String {
    format!("https://oasis-tcs.github.io/odata-vocabularies/vocabularies/{namespace}.{extension}")
}

/// The name of a type or container of the model, behind its namespace.
pub(super) fn qualified(model: &Model, name: &str) -> String {
    format!("{}.{name}", model.namespace)
}
