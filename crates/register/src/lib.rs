//! What a city keeps: services, uses, requests, reviews, decisions and close-outs, as events and the rules that make them.
