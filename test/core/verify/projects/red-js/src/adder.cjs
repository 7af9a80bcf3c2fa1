exports.add = (a, b) => a + b;
exports.half = (text) => text.length / 2;
