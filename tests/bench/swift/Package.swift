// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "telnum-bench",
    platforms: [.macOS(.v13)],
    dependencies: [.package(path: "../../../dist/swift/Telnum")],
    targets: [.executableTarget(name: "Bench", dependencies: ["Telnum"])]
)
