/// What they hold does not print: a header's value, or a proxy's URL, may hold a password.
extension ClientOptions: CustomStringConvertible, CustomReflectable {
    public var description: String { "ClientOptions" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
