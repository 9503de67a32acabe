"""Smoke test of the training recipe on synthetic data, on the CPU: about half a minute.

    cd models/training && nice python3 -m unittest

Trains all networks for several batches, resumes them, exports them and, when Node and onnxruntime-node are installed,
runs the exported files.
"""
import contextlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import unittest
from itertools import islice
from unittest import mock

import cv2
import numpy as np
import torch

import detect
import embed
import evaluate
import export_detect
import export_embed
import export_liveness
import liveness
import scale_directions
import synthesize_faces
import synthesize_liveness
from lib import aligned_faces, cli, fairface, liveness_sources
from lib.augmentation import downscale
from lib.checkpoint import load_checkpoint
from lib.detector import decode
from lib.embedder import Embedder
from lib.embedder_loss import GROUP_MARGIN, group_loss
from lib.initialize_from import initialize_from_onnx
from lib.liveness_net import LivenessNet
from lib.look_alikes import CLUSTER, LookAlikes
from lib.onnx_reader import read_constants, read_layers
from lib.onnx_writer import Graph
from lib.sample_cache import CHUNK, SampleCache
from lib.train_loop import WARMUP_STEPS, Options, learning_rate, minutes_spent

HERE = os.path.dirname(os.path.abspath(__file__))
FACES = 80  # per archive
BUDGET = ['--minutes', '0.03', '--log-seconds', '0.5', '--threads', '1']


def random_image(rng, height, width):
    """Smooth noise with an ellipse: BGR uint8."""
    points = rng.uniform(0, 255, (6, 6, 3)).astype(np.float32)
    image = np.clip(cv2.resize(points, (width, height), interpolation=cv2.INTER_CUBIC), 0, 255).astype(np.uint8)
    cv2.ellipse(image, (width // 2, height // 2), (width // 3, height * 2 // 5), 0, 0, 360, (120, 160, 220), -1)
    return image


def write_archive(path, files, rng, height, width):
    with tarfile.open(path, 'w:gz') as tar:
        for file in files:
            data = cv2.imencode('.jpg', random_image(rng, height, width))[1].tobytes()
            entry = tarfile.TarInfo(file)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))


def random_embeddings(rng, count):
    embeddings = rng.normal(size=(count, aligned_faces.DIMENSION))
    return embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)


def write_fairface(folder, rng):
    """FairFace with two groups; every fourth face is of the part `val`."""
    files = [f'fairface/{i}.webp' for i in range(FACES)]
    write_archive(os.path.join(folder, fairface.ARCHIVE), files, rng, 112, 112)
    lines = [f'{file},{"train" if i % 4 else "val"},{"AB"[i % 2]}' for i, file in enumerate(files)]
    with open(os.path.join(folder, fairface.TABLE), 'w') as handle:
        handle.write('\n'.join(['file,split,race', *lines]) + '\n')
    random_embeddings(rng, FACES).astype(np.float16).tofile(os.path.join(folder, fairface.TEACHER))


def write_faces(folder, rng):
    """Aligned faces with teacher embeddings, and one archive of annotated faces."""
    write_fairface(folder, rng)
    index = []
    for name in ('utk', 'extra'):
        files = [f'{i}.jpg' for i in range(FACES)]
        write_archive(os.path.join(folder, aligned_faces.ARCHIVES[name][0]), files, rng, 112, 112)
        index += [[name, file] for file in files]
    with open(os.path.join(folder, 'teacher_index.json'), 'w') as handle:
        json.dump(index, handle)
    random_embeddings(rng, len(index)).astype(np.float16).tofile(os.path.join(folder, 'teacher_reid0095.f16'))
    files = [f'{i}.jpg' for i in range(8)]
    write_archive(os.path.join(folder, 'celeba4k_raw178x218.tar.gz'), files, rng, 218, 178)
    landmarks = aligned_faces.TEMPLATE * [1.0, 1.2] + [33, 42]
    header = ['file', 'score', *(f'box_{key}' for key in ('x1', 'y1', 'x2', 'y2')),
              *(f'p{i}_{axis}' for i in range(5) for axis in 'xy')]
    row = ['0.9', '40', '45', '138', '175', *(f'{value:.2f}' for value in landmarks.reshape(-1))]
    with open(os.path.join(folder, 'celeba4k.csv'), 'w') as handle:
        handle.write('\n'.join([','.join(header), *(','.join([file, *row]) for file in files)]) + '\n')


def write_portraits(folder, cache, rng):
    """Portraits, with the annotations that the teacher would give."""
    files = [f'faker/{i}.webp' for i in range(4)] + [f'fairface_men/White/{i}.webp' for i in range(8)]
    write_archive(os.path.join(folder, liveness_sources.ARCHIVE), files, rng, 224, 224)
    landmarks = [82, 92, 142, 92, 112, 122, 90, 152, 134, 152]
    row = np.float32([112, 116, 110, 140, *landmarks, 0.9])
    os.makedirs(os.path.join(cache, 'liveness'), exist_ok=True)
    np.save(os.path.join(cache, 'liveness', 'portraits.npy'), np.stack([row] * len(files)))


def write_teachers(folder, rng):
    """Networks with random weights that have the inputs and outputs of the teachers."""
    graph = Graph('embedding teacher')
    x = graph.node('AveragePool', graph.input('input', (1, 3, 128, 128)), kernel_shape=[16, 16], strides=[16, 16])
    x = graph.conv(x, rng.normal(0, 0.01, (256, 3, 8, 8)), np.zeros(256), dtype='float32')
    graph.output(x, (1, 256, 1, 1))
    graph.save(os.path.join(folder, 'face-reid-0095.onnx'))
    graph = Graph('detection teacher')
    image = graph.input('input', (1, 3, 320, 320))
    for stride in (8, 16, 32):
        x = graph.node('AveragePool', image, kernel_shape=[stride, stride], strides=[stride, stride])
        for part, channels in (('cls', 1), ('obj', 1), ('bbox', 4), ('kps', 10)):
            weight = rng.normal(0, 0.01, (channels, 3, 1, 1))
            graph.conv(x, weight, np.zeros(channels), dtype='float32', name=f'{part}_{stride}')
    graph.save(os.path.join(folder, 'yunet_n.onnx'))


def run_onnx(model, images, side):
    """Vectors of a model through onnxruntime-node; None when it is not installed. images: N x side x side x 3 uint8."""
    modules = os.path.join(cli.MODELS, '..', 'node_modules', 'onnxruntime-node')
    if shutil.which('node') is None or not os.path.exists(modules):
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, 'images.u8'), os.path.join(folder, 'vectors.f32')
        images.tofile(source)
        command = ['node', os.path.join(HERE, 'run_onnx.mjs'), model, source, str(side), target]
        subprocess.run(command, check=True)
        return np.fromfile(target, np.float32).reshape(len(images), -1)


class SmokeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data, cls.cache = (os.path.join(cls.folder.name, name) for name in ('data', 'cache'))
        for name in ('faces', 'models'):
            os.makedirs(os.path.join(cls.data, name))
        rng = np.random.default_rng(0)
        write_faces(os.path.join(cls.data, 'faces'), rng)
        write_portraits(os.path.join(cls.data, 'faces'), cls.cache, rng)
        write_teachers(os.path.join(cls.data, 'models'), rng)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.enterContext(mock.patch('torch.cuda.is_available', return_value=False))
        self.enterContext(contextlib.redirect_stdout(io.StringIO()))

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def run_main(self, module, *options):
        """Run a command line of this folder."""
        arguments = [module.__name__, '--data', self.data, '--cache', self.cache, *options]
        with mock.patch('sys.argv', arguments):
            module.main()

    def log(self, name):
        with open(os.path.join(self.cache, name, 'log.jsonl')) as handle:
            return [json.loads(line) for line in handle]

    def test_embedder(self):
        """Trains from random weights, resumes, anneals a copy and exports the network that was trained."""
        self.run_main(synthesize_faces, '--count', '32', '--threads', '1')
        options = ['--batch', '16', *BUDGET]
        self.run_main(embed, '--scratch', '--size', '64', *options)
        first = load_checkpoint(os.path.join(self.cache, 'embed'))
        self.assertGreater(first['step'], 0)
        self.run_main(embed, *options)
        resumed = load_checkpoint(os.path.join(self.cache, 'embed'))
        self.assertGreater(resumed['step'], first['step'])
        self.assertEqual(resumed['views'], 16 * resumed['step'])
        self.assertIn('validation_loss', self.log('embed')[-1])

        annealed = self.path('annealed.onnx')
        self.run_main(embed, '--anneal-minutes', '0.03', '--output', annealed, *options)
        self.assertLess(self.log('embed-annealed')[-1]['learning_rate'], 1e-3)
        self.assertEqual(load_checkpoint(os.path.join(self.cache, 'embed'))['step'], resumed['step'])
        self.run_main(export_embed, '--annealed', '--output', self.path('again.onnx'))
        with open(annealed, 'rb') as one, open(self.path('again.onnx'), 'rb') as other:
            self.assertEqual(one.read(), other.read())

        net = cli.load_averaged(Embedder(), os.path.join(self.cache, 'embed-annealed'))[0]
        faces = aligned_faces.load(self.data, self.cache).images[np.arange(4)]
        inputs = downscale(faces, 80)
        with torch.no_grad():
            expected = torch.nn.functional.normalize(net(inputs.float())).numpy()
        actual = run_onnx(annealed, inputs.permute(0, 2, 3, 1).contiguous().numpy(), 80)
        if actual is not None:
            np.testing.assert_allclose(actual, expected, atol=1e-3)

    def test_detector(self):
        """Initializes from the shipped network, resumes and exports the network that was trained."""
        options = ['--batch', '4', '--size', '96', '--log-seconds', '0.5']
        self.run_main(detect, *options, '--minutes', '0.03')
        first = load_checkpoint(os.path.join(self.cache, 'detect'))
        self.run_main(detect, *options, '--minutes', '0.03', '--output', self.path('detect.onnx'))
        self.assertGreater(load_checkpoint(os.path.join(self.cache, 'detect'))['step'], first['step'])
        self.assertIn('landmarks', self.log('detect')[-1])
        self.run_main(export_detect, '--raw-weights', '--average-with', os.path.join(self.cache, 'detect'),
                      '--output', self.path('mean.onnx'))

        net = cli.load_averaged(detect.DetectorTask(self.data, None, 96, 4, 0, 0, torch.device('cpu')).net,
                                os.path.join(self.cache, 'detect'))[0]
        image = random_image(np.random.default_rng(1), 256, 256)[None]
        with torch.no_grad():
            scores = decode(net(torch.from_numpy(image).permute(0, 3, 1, 2).float()))[0, :, 0].numpy()
        actual = run_onnx(self.path('detect.onnx'), image, 256)  # the first output: scores at stride 16
        if actual is not None:
            np.testing.assert_allclose(actual[0], scores[:256], atol=1e-2)

    def test_liveness(self):
        """Renders attacks, trains from random weights and exports the network that was trained."""
        self.run_main(synthesize_liveness, '--count', '32', '--per-file', '32')
        self.run_main(liveness, '--scratch', '--batch', '16', *BUDGET)
        self.assertIn('validation_loss', self.log('liveness')[-1])
        self.run_main(export_liveness, '--output', self.path('liveness.onnx'))
        net = cli.load_averaged(LivenessNet(), os.path.join(self.cache, 'liveness'))[0]
        images = np.stack([random_image(np.random.default_rng(k), 80, 80) for k in range(4)])
        with torch.no_grad():
            expected = net(torch.from_numpy(images).permute(0, 3, 1, 2).float()).softmax(1).numpy()
        actual = run_onnx(self.path('liveness.onnx'), images, 80)
        if actual is not None:
            np.testing.assert_allclose(actual, expected, atol=1e-3)

    def test_sample_cache(self):
        """Batches made on the device hold augmented faces and unit vectors of the teacher."""
        faces = aligned_faces.load(self.data, self.cache).images[np.arange(10)]
        groups, device = np.arange(10) % 3 - 1, torch.device('cpu')
        source = SampleCache(self.data, faces, groups, 64, 8, 0.5, 1, device, CHUNK, 2 * CHUNK)
        for images, targets in islice(source.batches(0), 3):
            self.assertEqual(tuple(images.shape), (8, 3, 64, 64))
            self.assertTrue(0 <= float(images.min()) and float(images.max()) <= 255)
            np.testing.assert_allclose(targets[:, :-1].norm(dim=1).numpy(), 1, atol=1e-3)
            self.assertLessEqual(set(targets[:, -1].tolist()), {-1, 0, 1})

    def test_fairface(self):
        """Trains on the part `train` with its groups; the part `val` is left out."""
        faces = aligned_faces.load(self.data, self.cache)
        rows = np.flatnonzero(faces.groups != aligned_faces.NO_GROUP)
        self.assertEqual(len(rows), FACES * 3 // 4)
        self.assertLessEqual(set(rows), set(faces.train))
        clusters = LookAlikes(faces.teacher, faces.groups, faces.train).draw(16, np.random.default_rng(2))
        groups = faces.groups[clusters].reshape(-1, CLUSTER)
        self.assertEqual(len(clusters), 16)
        self.assertTrue((groups == groups[:, :1]).all() and (groups >= 0).all())

    def test_group_loss(self):
        """Counts the excess of the cosine over the margin of two people of one group, and no other pair."""
        same = torch.nn.functional.normalize(torch.tensor([[1.0, 0, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]]))
        teacher = torch.tensor([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]])
        loss = group_loss(same, teacher, torch.tensor([0.0, 0, -1, 0]))  # the first and the last are one person
        self.assertAlmostEqual(float(loss), 2 * (1 - GROUP_MARGIN) / 4, places=5)

    def test_initialization_keeps_outputs(self):
        """Statistics of the batch norms are restored from the exported network without changing its outputs."""
        faces = aligned_faces.load(self.data, self.cache).images[np.arange(32)]
        batch, nets = downscale(faces, 80).float(), [Embedder(), Embedder()]
        for net, batches in zip(nets, ([batch], [batch[:16], batch[16:]])):
            initialize_from_onnx(net, cli.SHIPPED_EMBEDDER, batches)
        with torch.no_grad():
            first, second = (torch.nn.functional.normalize(net.eval()(batch)) for net in nets)
        self.assertGreater(float((first * second).sum(1).min()), 0.999)
        expected = run_onnx(cli.SHIPPED_EMBEDDER, batch.byte().permute(0, 2, 3, 1).contiguous().numpy(), 80)
        if expected is not None:
            self.assertGreater(float((first.numpy() * expected).sum(1).min()), 0.99)

    def test_scaled_directions(self):
        matrix, inverse = scale_directions.scaling_matrix(), scale_directions.scaling_matrix(undo=True)
        np.testing.assert_allclose(matrix @ inverse, np.eye(len(matrix)), atol=1e-6)
        path = self.path('scaled.onnx')
        with open(cli.SHIPPED_EMBEDDER, 'rb') as handle:
            shipped = handle.read()
        changed = scale_directions.transform_last_layer(shipped, read_constants(cli.SHIPPED_EMBEDDER), inverse)
        self.assertEqual(len(changed), len(shipped))
        with open(path, 'wb') as handle:
            handle.write(changed)
        (before, before_bias), (after, after_bias) = read_layers(cli.SHIPPED_EMBEDDER)[-1], read_layers(path)[-1]
        np.testing.assert_allclose(after, inverse @ before, atol=np.abs(after).max() / 100)
        np.testing.assert_allclose(after_bias, inverse @ before_bias, atol=1e-4)

    def test_schedule(self):
        """The learning rate warms up, falls to zero, and an interrupted schedule continues."""
        options = Options(folder='', minutes=10, decay=True, learning_rate=1.0, log_seconds=1)
        self.assertEqual(learning_rate(options, 0, 0), 1 / WARMUP_STEPS)
        self.assertEqual(learning_rate(options, 1000, 5), 0.5)
        self.assertEqual(learning_rate(options, 1000, 11), 0)
        self.assertEqual(minutes_spent(dict(decay_minutes=10, minutes=4), options), 4)
        self.assertEqual(minutes_spent(dict(decay_minutes=10, minutes=10.1), options), 0)
        self.assertEqual(minutes_spent(dict(decay_minutes=None, minutes=4), options), 0)

    def test_match_rates(self):
        """The threshold lets exactly the requested share of impostors through."""
        impostors, genuine = np.arange(1000) / 1000, np.array([0.5, 0.9895, 0.995, 1.0])
        self.assertEqual(evaluate.fnmr_at_fmr(genuine, impostors, 0.01), 0.25)


if __name__ == '__main__':
    unittest.main()
