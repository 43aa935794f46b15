internal import TelnumCore

extension Attempt {
    /// Reads an attempt from its canonical JSON, whichever language wrote it; ``toJson()`` writes it.
    ///
    /// - Throws: ``TelnumError`` of the kind `invalidInput` where the text is not an attempt.
    public init(json: String) throws {
        self = try translating { try told(attemptFromJson(text: json)) }
    }
}
