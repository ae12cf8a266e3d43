##! Five bodies, symplectic Euler steps of 0.01. A body is six numbers: its place x y z and its velocity u v w;
##! all of them travel as parameters, so that a step allocates nothing.

let PI = 3.141592653589793
let SUN = 4.0 * 3.141592653589793 * 3.141592653589793
let DAYS = 365.24

fn m0() -> Float = 39.47841760435743
fn m1() -> Float = 0.000954791938424326609 * 39.47841760435743
fn m2() -> Float = 0.000285885980666130812 * 39.47841760435743
fn m3() -> Float = 0.0000436624404335156298 * 39.47841760435743
fn m4() -> Float = 0.0000515138902046611451 * 39.47841760435743

fn pair_energy(dx :: Float, dy :: Float, dz :: Float, mm :: Float) -> Float =
  mm / Math.sqrt(dx * dx + dy * dy + dz * dz)

fn kinetic(m :: Float, u :: Float, v :: Float, w :: Float) -> Float =
  0.5 * m * (u * u + v * v + w * w)

fn energy(
  x0 :: Float,
  y0 :: Float,
  z0 :: Float,
  u0 :: Float,
  v0 :: Float,
  w0 :: Float,
  x1 :: Float,
  y1 :: Float,
  z1 :: Float,
  u1 :: Float,
  v1 :: Float,
  w1 :: Float,
  x2 :: Float,
  y2 :: Float,
  z2 :: Float,
  u2 :: Float,
  v2 :: Float,
  w2 :: Float,
  x3 :: Float,
  y3 :: Float,
  z3 :: Float,
  u3 :: Float,
  v3 :: Float,
  w3 :: Float,
  x4 :: Float,
  y4 :: Float,
  z4 :: Float,
  u4 :: Float,
  v4 :: Float,
  w4 :: Float
) -> Float do
  let e = 0.0
  let e = e + kinetic(m0(), u0, v0, w0)
  let e = e - pair_energy(x0 - x1, y0 - y1, z0 - z1, m0() * m1())
  let e = e - pair_energy(x0 - x2, y0 - y2, z0 - z2, m0() * m2())
  let e = e - pair_energy(x0 - x3, y0 - y3, z0 - z3, m0() * m3())
  let e = e - pair_energy(x0 - x4, y0 - y4, z0 - z4, m0() * m4())
  let e = e + kinetic(m1(), u1, v1, w1)
  let e = e - pair_energy(x1 - x2, y1 - y2, z1 - z2, m1() * m2())
  let e = e - pair_energy(x1 - x3, y1 - y3, z1 - z3, m1() * m3())
  let e = e - pair_energy(x1 - x4, y1 - y4, z1 - z4, m1() * m4())
  let e = e + kinetic(m2(), u2, v2, w2)
  let e = e - pair_energy(x2 - x3, y2 - y3, z2 - z3, m2() * m3())
  let e = e - pair_energy(x2 - x4, y2 - y4, z2 - z4, m2() * m4())
  let e = e + kinetic(m3(), u3, v3, w3)
  let e = e - pair_energy(x3 - x4, y3 - y4, z3 - z4, m3() * m4())
  let e = e + kinetic(m4(), u4, v4, w4)
  e
end

fn run(
  n :: Int,
  x0 :: Float,
  y0 :: Float,
  z0 :: Float,
  u0 :: Float,
  v0 :: Float,
  w0 :: Float,
  x1 :: Float,
  y1 :: Float,
  z1 :: Float,
  u1 :: Float,
  v1 :: Float,
  w1 :: Float,
  x2 :: Float,
  y2 :: Float,
  z2 :: Float,
  u2 :: Float,
  v2 :: Float,
  w2 :: Float,
  x3 :: Float,
  y3 :: Float,
  z3 :: Float,
  u3 :: Float,
  v3 :: Float,
  w3 :: Float,
  x4 :: Float,
  y4 :: Float,
  z4 :: Float,
  u4 :: Float,
  v4 :: Float,
  w4 :: Float
) -> Float do
  if n == 0 do
    energy(
      x0,
      y0,
      z0,
      u0,
      v0,
      w0,
      x1,
      y1,
      z1,
      u1,
      v1,
      w1,
      x2,
      y2,
      z2,
      u2,
      v2,
      w2,
      x3,
      y3,
      z3,
      u3,
      v3,
      w3,
      x4,
      y4,
      z4,
      u4,
      v4,
      w4
    )
  else
    let dx = x0 - x1
    let dy = y0 - y1
    let dz = z0 - z1
    let d2 = dx * dx + dy * dy + dz * dz
    let mag = 0.01 / (d2 * Math.sqrt(d2))
    let mi = m0() * mag
    let mj = m1() * mag
    let u0 = u0 - dx * mj
    let u1 = u1 + dx * mi
    let v0 = v0 - dy * mj
    let v1 = v1 + dy * mi
    let w0 = w0 - dz * mj
    let w1 = w1 + dz * mi
    let dx = x0 - x2
    let dy = y0 - y2
    let dz = z0 - z2
    let d2 = dx * dx + dy * dy + dz * dz
    let mag = 0.01 / (d2 * Math.sqrt(d2))
    let mi = m0() * mag
    let mj = m2() * mag
    let u0 = u0 - dx * mj
    let u2 = u2 + dx * mi
    let v0 = v0 - dy * mj
    let v2 = v2 + dy * mi
    let w0 = w0 - dz * mj
    let w2 = w2 + dz * mi
    let dx = x0 - x3
    let dy = y0 - y3
    let dz = z0 - z3
    let d2 = dx * dx + dy * dy + dz * dz
    let mag = 0.01 / (d2 * Math.sqrt(d2))
    let mi = m0() * mag
    let mj = m3() * mag
    let u0 = u0 - dx * mj
    let u3 = u3 + dx * mi
    let v0 = v0 - dy * mj
    let v3 = v3 + dy * mi
    let w0 = w0 - dz * mj
    let w3 = w3 + dz * mi
    let dx = x0 - x4
    let dy = y0 - y4
    let dz = z0 - z4
    let d2 = dx * dx + dy * dy + dz * dz
    let mag = 0.01 / (d2 * Math.sqrt(d2))
    let mi = m0() * mag
    let mj = m4() * mag
    let u0 = u0 - dx * mj
    let u4 = u4 + dx * mi
    let v0 = v0 - dy * mj
    let v4 = v4 + dy * mi
    let w0 = w0 - dz * mj
    let w4 = w4 + dz * mi
    let dx = x1 - x2
    let dy = y1 - y2
    let dz = z1 - z2
    let d2 = dx * dx + dy * dy + dz * dz
    let mag = 0.01 / (d2 * Math.sqrt(d2))
    let mi = m1() * mag
    let mj = m2() * mag
    let u1 = u1 - dx * mj
    let u2 = u2 + dx * mi
    let v1 = v1 - dy * mj
    let v2 = v2 + dy * mi
    let w1 = w1 - dz * mj
    let w2 = w2 + dz * mi
    let dx = x1 - x3
    let dy = y1 - y3
    let dz = z1 - z3
    let d2 = dx * dx + dy * dy + dz * dz
    let mag = 0.01 / (d2 * Math.sqrt(d2))
    let mi = m1() * mag
    let mj = m3() * mag
    let u1 = u1 - dx * mj
    let u3 = u3 + dx * mi
    let v1 = v1 - dy * mj
    let v3 = v3 + dy * mi
    let w1 = w1 - dz * mj
    let w3 = w3 + dz * mi
    let dx = x1 - x4
    let dy = y1 - y4
    let dz = z1 - z4
    let d2 = dx * dx + dy * dy + dz * dz
    let mag = 0.01 / (d2 * Math.sqrt(d2))
    let mi = m1() * mag
    let mj = m4() * mag
    let u1 = u1 - dx * mj
    let u4 = u4 + dx * mi
    let v1 = v1 - dy * mj
    let v4 = v4 + dy * mi
    let w1 = w1 - dz * mj
    let w4 = w4 + dz * mi
    let dx = x2 - x3
    let dy = y2 - y3
    let dz = z2 - z3
    let d2 = dx * dx + dy * dy + dz * dz
    let mag = 0.01 / (d2 * Math.sqrt(d2))
    let mi = m2() * mag
    let mj = m3() * mag
    let u2 = u2 - dx * mj
    let u3 = u3 + dx * mi
    let v2 = v2 - dy * mj
    let v3 = v3 + dy * mi
    let w2 = w2 - dz * mj
    let w3 = w3 + dz * mi
    let dx = x2 - x4
    let dy = y2 - y4
    let dz = z2 - z4
    let d2 = dx * dx + dy * dy + dz * dz
    let mag = 0.01 / (d2 * Math.sqrt(d2))
    let mi = m2() * mag
    let mj = m4() * mag
    let u2 = u2 - dx * mj
    let u4 = u4 + dx * mi
    let v2 = v2 - dy * mj
    let v4 = v4 + dy * mi
    let w2 = w2 - dz * mj
    let w4 = w4 + dz * mi
    let dx = x3 - x4
    let dy = y3 - y4
    let dz = z3 - z4
    let d2 = dx * dx + dy * dy + dz * dz
    let mag = 0.01 / (d2 * Math.sqrt(d2))
    let mi = m3() * mag
    let mj = m4() * mag
    let u3 = u3 - dx * mj
    let u4 = u4 + dx * mi
    let v3 = v3 - dy * mj
    let v4 = v4 + dy * mi
    let w3 = w3 - dz * mj
    let w4 = w4 + dz * mi
    run(
      n - 1,
      x0 + 0.01 * u0,
      y0 + 0.01 * v0,
      z0 + 0.01 * w0,
      u0,
      v0,
      w0,
      x1 + 0.01 * u1,
      y1 + 0.01 * v1,
      z1 + 0.01 * w1,
      u1,
      v1,
      w1,
      x2 + 0.01 * u2,
      y2 + 0.01 * v2,
      z2 + 0.01 * w2,
      u2,
      v2,
      w2,
      x3 + 0.01 * u3,
      y3 + 0.01 * v3,
      z3 + 0.01 * w3,
      u3,
      v3,
      w3,
      x4 + 0.01 * u4,
      y4 + 0.01 * v4,
      z4 + 0.01 * w4,
      u4,
      v4,
      w4
    )
  end
end

## Prints the energy before and after n steps.
pub fn nbody(n :: Int) -> () do
  let x1 = 4.84143144246472090
  let y1 = -1.16032004402742839
  let z1 = -0.103622044471123109
  let u1 = 0.00166007664274403694 * DAYS
  let v1 = 0.00769901118419740425 * DAYS
  let w1 = -0.0000690460016972063023 * DAYS
  let x2 = 8.34336671824457987
  let y2 = 4.12479856412430479
  let z2 = -0.403523417114321381
  let u2 = -0.00276742510726411 * DAYS
  let v2 = 0.00499852801234917238 * DAYS
  let w2 = 0.0000230417297573763929 * DAYS
  let x3 = 12.8943695621391310
  let y3 = -15.1111514016986312
  let z3 = -0.223307578892655734
  let u3 = 0.00296460137564761618 * DAYS
  let v3 = 0.00237847173959480950 * DAYS
  let w3 = -0.0000296589568540237556 * DAYS
  let x4 = 15.3796971148509165
  let y4 = -25.9193146099879641
  let z4 = 0.179258772950371181
  let u4 = 0.00268067772490389322 * DAYS
  let v4 = 0.00162824170038242295 * DAYS
  let w4 = -0.0000951592254519715870 * DAYS
  let u0 = -(u1 * m1() + u2 * m2() + u3 * m3() + u4 * m4()) / SUN
  let v0 = -(v1 * m1() + v2 * m2() + v3 * m3() + v4 * m4()) / SUN
  let w0 = -(w1 * m1() + w2 * m2() + w3 * m3() + w4 * m4()) / SUN
  let (x0, y0, z0) = (0.0, 0.0, 0.0)
  println(
    Float.format(
      run(
        0,
        x0,
        y0,
        z0,
        u0,
        v0,
        w0,
        x1,
        y1,
        z1,
        u1,
        v1,
        w1,
        x2,
        y2,
        z2,
        u2,
        v2,
        w2,
        x3,
        y3,
        z3,
        u3,
        v3,
        w3,
        x4,
        y4,
        z4,
        u4,
        v4,
        w4
      ),
      7
    )
  )
  println(
    Float.format(
      run(
        n,
        x0,
        y0,
        z0,
        u0,
        v0,
        w0,
        x1,
        y1,
        z1,
        u1,
        v1,
        w1,
        x2,
        y2,
        z2,
        u2,
        v2,
        w2,
        x3,
        y3,
        z3,
        u3,
        v3,
        w3,
        x4,
        y4,
        z4,
        u4,
        v4,
        w4
      ),
      7
    )
  )
end
