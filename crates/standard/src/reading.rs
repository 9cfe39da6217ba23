//! Choosing among readings: settings by name, the settings next to given ones, and what a setting is called.

use crate::problem::nearest;
use crate::standard::{Settings, Standard};
use crate::text::Text;

/// Why a setting such as `8-2=always` is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSetting {
    /// What was found.
    pub message: Text,
    /// What is allowed.
    pub hint: Text,
}

impl Standard {
    /// The default of every reading.
    pub fn default_settings(&self) -> Settings {
        self.settings_of(self.readings.iter().map(|reading| reading.default))
    }

    /// `settings` with one reading set by name, as in `8-2=fallback`.
    pub fn with_setting(&self, settings: Settings, words: &str) -> Result<Settings, UnknownSetting> {
        let (reading_id, option_id) = words.split_once('=').unwrap_or((words, ""));
        let allowed = || {
            let all: Vec<String> = self.every_setting().collect();
            Text::new(format!("使える読み方: {}", all.join(", ")), format!("allowed readings: {}", all.join(", ")))
        };
        let refused = |japanese: String, english: String| UnknownSetting {
            message: Text::new(japanese, english),
            hint: allowed(),
        };
        let Some((at, reading)) = self.readings.iter().enumerate().find(|(_, reading)| reading.id == reading_id) else {
            return Err(refused(
                format!("読み方 `{words}` はこの基準にありません"),
                format!("this standard has no reading `{words}`"),
            ));
        };
        let Some(option) = reading.options.iter().position(|option| option.id == option_id) else {
            let near = nearest(option_id, reading.options.iter().map(|option| option.id.as_str()));
            let japanese = near.map_or(String::new(), |near| format!("(`{near}` のことですか)"));
            let english = near.map_or(String::new(), |near| format!(" (did you mean `{near}`?)"));
            return Err(refused(
                format!("読み方 `{reading_id}` に選択肢 `{option_id}` はありません{japanese}"),
                format!("the reading `{reading_id}` has no option `{option_id}`{english}"),
            ));
        };
        let mut options = self.options_of(settings);
        if let Some(slot) = options.get_mut(at) {
            *slot = option;
        }
        Ok(self.settings_of(options))
    }

    /// The settings that differ from `settings` in one reading, with what is set: `8-2=fallback`.
    pub fn alternatives(&self, settings: Settings) -> impl Iterator<Item = (Settings, String)> {
        let taken = self.options_of(settings);
        self.readings.iter().enumerate().flat_map(move |(at, reading)| {
            let taken = taken.clone();
            reading.options.iter().enumerate().filter_map(move |(option, words)| {
                let mut options = taken.clone();
                let replaced = std::mem::replace(options.get_mut(at)?, option);
                (replaced != option).then(|| (self.settings_of(options), format!("{}={}", reading.id, words.id)))
            })
        })
    }

    /// Every combination of options.
    pub fn all_settings(&self) -> impl Iterator<Item = Settings> + use<> {
        let combinations: usize = self.readings.iter().map(|reading| reading.options.len()).product();
        (0..combinations).map(Settings)
    }

    /// What `settings` says, reading by reading: `["8-2=always"]`.
    pub fn setting_names(&self, settings: Settings) -> Vec<String> {
        let options = self.options_of(settings);
        let named = self.readings.iter().zip(options);
        named
            .filter_map(|(reading, option)| Some(format!("{}={}", reading.id, reading.options.get(option)?.id)))
            .collect()
    }

    fn every_setting(&self) -> impl Iterator<Item = String> {
        self.readings
            .iter()
            .flat_map(|reading| reading.options.iter().map(|option| format!("{}={}", reading.id, option.id)))
    }

    /// The option of each reading: the digits of the combination's number, the first reading being the lowest digit.
    pub(crate) fn options_of(&self, settings: Settings) -> Vec<usize> {
        let mut rest = settings.0;
        let digits = self.readings.iter().map(|reading| {
            let digit = rest % reading.options.len().max(1);
            rest /= reading.options.len().max(1);
            digit
        });
        digits.collect()
    }

    fn settings_of(&self, options: impl IntoIterator<Item = usize>) -> Settings {
        let mut weight = 1;
        let mut number = 0;
        for (reading, option) in self.readings.iter().zip(options) {
            number += option * weight;
            weight *= reading.options.len().max(1);
        }
        Settings(number)
    }
}
