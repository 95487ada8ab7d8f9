"""What people bring and get: files read and their faults said, sentences, pictures, pages."""
