//! What of the standard's test cases is left out, and why. `docs/odata.md` says the same words.

/// Rules without a parser here, and the reason.
pub(crate) const RULES: &[(&[&str], &str)] = &[
    (&["odataUri"], "the root of the service is found by the router, not by the grammar"),
    (&["context"], "context URLs are written and never read"),
    (&["header", "request-id"], "headers are read by the HTTP layer, each by its own rule"),
    (
        &["prefer", "preference", "includeAnnotationsPreference", "maxpagesizePreference"],
        "a preference that is not understood is ignored, so there is nothing to refuse",
    ),
    (
        &[
            "geographyCollection",
            "geographyLineString",
            "geographyMultiLineString",
            "geographyMultiPoint",
            "geographyMultiPolygon",
            "geographyPoint",
            "geographyPolygon",
            "geometryCollection",
            "geometryLineString",
            "geometryMultiLineString",
            "geometryMultiPoint",
            "geometryMultiPolygon",
            "geometryPoint",
            "geometryPolygon",
        ],
        "there are no spatial types; their literals are recognised and answered with 501",
    ),
    (&["primitiveValue"], "default values in a model are Rust here, not text"),
    (&["booleanValue"], "JSON has its own words for true and false"),
    (
        &["deltatoken", "skiptoken", "systemQueryOption", "queryOptions", "odataRelativeUri"],
        "`$deltatoken`, `$schemaversion`, `$id` and `$index` are not offered, `$skiptoken` is opaque",
    ),
    (&["stringInUrl"], "it is tested as a part of arrays and objects"),
];

/// Cases whose answer differs on purpose, and the reason.
pub(crate) const DIFFERING: &[(&str, &str, &str)] = &[
    ("odataRelativeUri", "Model.Rejection", NAMES),
    ("odataRelativeUri", "Categories/TheBestProduct()", NAMES),
    ("odataRelativeUri", "Categories(1)/Address/$value", NAMES),
    ("odataRelativeUri", "Categories(1)/Thumbnail/$value", NAMES),
    ("odataRelativeUri", "Products(1)/Model.BestSellingProduct/Model.BestSellingProduct", NAMES),
    ("queryOptions", "$search=#1", "a `#` ends the address and never reaches a server"),
    ("queryOptions", "$search=more&more", "any other name may be a custom option"),
    ("queryOptions", "$search=a;b", "values are decoded first, and then `;` and `%3B` are the same"),
];

const NAMES: &str = "the grammar knows no model; what the names mean is refused when they are bound";
