//! Walks over the tags of an XML part, counting, without building anything. Not a parser for meaning: it exists so that what is
//! too deep, too wide or declares a document type is found before the reading library sees it.

/// Elements within elements. A worksheet has 6, a drawing 20.
const DEPTH_LIMIT: usize = 64;
/// Attributes of one element, `xmlns` included. A worksheet of Excel has 12 at most.
const ATTRIBUTE_LIMIT: usize = 64;

/// What makes a part unacceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It declares a document type.
    Doctype,
    /// Elements are nested deeper than [`DEPTH_LIMIT`].
    Depth,
    /// An element has more than [`ATTRIBUTE_LIMIT`] attributes.
    Attributes,
    /// It is not well-formed, or a value in it is not what its place asks for.
    Malformed,
}

/// The start of an element.
pub(super) struct Element<'p> {
    /// Its name without the prefix.
    pub(super) name: &'p str,
    attributes: Vec<(&'p str, &'p str)>,
}

impl<'p> Element<'p> {
    /// The value of an attribute, as it stands in the part.
    pub(super) fn attribute(&self, name: &str) -> Option<&'p str> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
    }
}

/// Calls `visit` at the start of each element of `part`.
pub(super) fn walk<'p>(part: &'p str, mut visit: impl FnMut(&Element<'p>) -> Result<(), Fault>) -> Result<(), Fault> {
    let mut rest = part;
    let mut depth = 0_usize;
    while let Some((_, tag)) = rest.split_once('<') {
        rest = if let Some(comment) = tag.strip_prefix("!--") {
            after(comment, "-->")?
        } else if let Some(data) = tag.strip_prefix("![CDATA[") {
            after(data, "]]>")?
        } else if tag.starts_with('!') {
            return Err(Fault::Doctype);
        } else if let Some(instruction) = tag.strip_prefix('?') {
            after(instruction, "?>")?
        } else if let Some(end) = tag.strip_prefix('/') {
            depth = depth.checked_sub(1).ok_or(Fault::Malformed)?;
            after(end, ">")?
        } else {
            let (element, empty, behind) = start_tag(tag)?;
            visit(&element)?;
            if !empty {
                depth += 1;
            }
            if depth > DEPTH_LIMIT {
                return Err(Fault::Depth);
            }
            behind
        };
    }
    if depth == 0 { Ok(()) } else { Err(Fault::Malformed) }
}

fn after<'p>(text: &'p str, end: &str) -> Result<&'p str, Fault> {
    text.split_once(end).map(|(_, behind)| behind).ok_or(Fault::Malformed)
}

/// The element, whether it ends at once (`/>`), and what follows.
fn start_tag(tag: &str) -> Result<(Element<'_>, bool, &str), Fault> {
    let is_end = |character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>');
    let at = tag.find(is_end).filter(|at| *at > 0).ok_or(Fault::Malformed)?;
    let (name, mut rest) = tag.split_at_checked(at).ok_or(Fault::Malformed)?;
    let mut element = Element { name: name.rsplit(':').next().unwrap_or(name), attributes: Vec::new() };
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace());
        if let Some(behind) = rest.strip_prefix("/>") {
            return Ok((element, true, behind));
        }
        if let Some(behind) = rest.strip_prefix('>') {
            return Ok((element, false, behind));
        }
        if element.attributes.len() == ATTRIBUTE_LIMIT {
            return Err(Fault::Attributes);
        }
        let (name, value) = rest.split_once('=').ok_or(Fault::Malformed)?;
        let value = value.trim_start_matches(|character: char| character.is_ascii_whitespace());
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\'')).ok_or(Fault::Malformed)?;
        let (value, behind) = value.get(1..).and_then(|value| value.split_once(quote)).ok_or(Fault::Malformed)?;
        let name = name.trim_end();
        if name.is_empty()
            || name.contains(|character: char| is_end(character) || matches!(character, '<' | '"' | '\''))
        {
            return Err(Fault::Malformed);
        }
        element.attributes.push((name, value));
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(part: &str) -> Result<Vec<&str>, Fault> {
        let mut names = Vec::new();
        walk(part, |element| {
            names.push(element.name);
            Ok(())
        })?;
        Ok(names)
    }

    #[test]
    fn elements_are_found_between_comments_and_data() {
        let part = "<?xml version='1.0'?><x:a b=\"<!DOCTYPE\"><!-- <no/> --><![CDATA[<no>]]><b c = 'd'/></x:a>";
        assert_eq!(names(part), Ok(vec!["a", "b"]));
    }

    #[test]
    fn a_document_type_is_found_whatever_stands_before_it() {
        assert_eq!(names("<?xml version='1.0'?>\n <!doctype a><a/>"), Err(Fault::Doctype));
        assert_eq!(names("<a/><!ENTITY x 'y'>"), Err(Fault::Doctype));
    }

    #[test]
    fn depth_and_width_are_bounded() {
        assert_eq!(names(&"<a>".repeat(100_000)), Err(Fault::Depth));
        let wide = format!("<a{}/>", " xmlns:b='c'".repeat(100_000));
        assert_eq!(names(&wide), Err(Fault::Attributes));
    }

    #[test]
    fn what_is_not_well_formed_is_said_so() {
        for part in ["<a>", "</a>", "<a", "<a b>", "<a b=c/>", "<a b='c/>", "< a/>", "<!-- ", "<a =''/>"] {
            assert_eq!(names(part), Err(Fault::Malformed), "{part}");
        }
    }
}
