//! `kijun explain sanitization`.

use super::{Explanation, provenance, source_line};
use evidence::sanitization::{Category, SanitizationExplanation};
use serde_json::Value;
use standard::Text;

/// An erasure on a medium, explained.
pub fn sanitization(explained: &SanitizationExplanation) -> Explanation {
    let mut explanation = Explanation::new(&explained.reasons, &explained.ask);
    explanation.field("media", explained.media.clone().into());
    explanation.field("techniques", explained.techniques.clone().into());
    explanation.field("claimed", explained.claimed.map(Category::id).into());
    explanation.field("editions", explained.editions.clone().into());
    explanation.field("category", explained.category.id().into());
    explanation.field("satisfies", explained.satisfies.into());
    let sources: Vec<Value> = explained.provenances.iter().map(provenance).collect();
    explanation.field("provenance", sources.into());
    explanation.line(Text::new("媒体", "Medium"), Text::untranslated(explained.media.join(", ")));
    explanation.line(Text::new("方法", "Technique"), Text::untranslated(explained.techniques.join(", ")));
    explanation.line(Text::new("区分(SP 800-88 Rev.1)", "Category (SP 800-88 Rev. 1)"), category(explained.category));
    explanation.satisfies(Text::new("purge か destroy か(№8)", "Purge or destroy (№8)"), explained.satisfies);
    for found in &explained.provenances {
        let (title, words) = source_line(found);
        explanation.line(title, words);
    }
    explanation
}

fn category(category: Category) -> Text {
    match category {
        Category::Clear => Text::untranslated("Clear"),
        Category::Purge => Text::untranslated("Purge"),
        Category::Destroy => Text::untranslated("Destroy"),
        Category::Unknown => Text::new("不明", "unknown"),
    }
}
