import TelnumTypes

extension Duration {
    /// Seconds, as core takes them.
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}

extension CallSettings {
    init(_ timeout: Duration?) {
        self.init(timeout: timeout?.inSeconds)
    }
}
