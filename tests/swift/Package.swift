// swift-tools-version:6.0
import PackageDescription

// The package as `tools/package-swift.sh` packs it, never the source tree.
let package = Package(
    name: "telnum-tests",
    platforms: [.macOS(.v13)],
    dependencies: [.package(path: "../../dist/swift/Telnum")],
    targets: [.executableTarget(name: "Contract", dependencies: ["Telnum"])]
)
