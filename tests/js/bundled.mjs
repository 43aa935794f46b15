// All that the package exports: what a bundle weighs at most.
export * from 'telnum';
