// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "telnum-examples",
    platforms: [.macOS(.v13)],
    // The package that `make package` builds. In your own, name the folder where you keep it.
    dependencies: [.package(path: "../../dist/swift/Telnum")],
    targets: ["readme", "first", "buy", "lost", "journal", "didww", "story"].map { .executableTarget(name: $0, dependencies: ["Telnum"]) }
)
