"""Regular expressions and texts for properties of searching."""

from hypothesis import strategies as st

# Small expressions over few characters, so that matches and near misses are both common.
atoms = st.sampled_from(
    [
        "a",
        "B",
        "k",
        "i",
        "s",
        "ab",
        "ß",
        "\u017f",
        " ",
        r"\w",
        r"\s",
        ".",
        "[ab]",
        "[^a]",
        "[a-c]",
        r"\b",
        "^",
        "$",
        "İ",
    ]
)
expressions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.builds(
            "(?:{}){}".format, inner, st.sampled_from(["?", "*", "+", "{2}", "{0,1}", "{1,3}", "??", "+?", "?+"])
        ),
        st.builds("({}{})".format, st.sampled_from(["?=", "?!", "?>", "?i:", "?-i:", ""]), inner),
    ),
    max_leaves=8,
)
texts = st.text(alphabet="abkisABKIS ß\u017f\u212a\u0130\u0131c", max_size=8)
