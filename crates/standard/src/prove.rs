//! Properties of a standard's rules, shown by walking every answer pattern.
