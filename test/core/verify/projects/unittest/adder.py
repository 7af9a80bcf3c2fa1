def add(a, b):
    return a + b


def half(text):
    return len(text) / 2
