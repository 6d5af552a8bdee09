package check_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// manifests is what `kubectl apply --kustomize deploy/kubernetes` sends to a cluster. kustomize builds it, and Kubernetes's own
// types read it: they refuse fields that there are not, fields that stand there twice, and values of another type.
type manifests struct {
	deployment *appsv1.Deployment
	service    *corev1.Service
	network    *networkingv1.NetworkPolicy
	budget     *policyv1.PodDisruptionBudget
	configMaps map[string]*corev1.ConfigMap
}

func kubernetes(t *testing.T) manifests {
	t.Helper()
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), filepath.Join(repository, "deploy", "kubernetes"))
	if err != nil {
		t.Fatal(err)
	}
	strict := serializer.NewCodecFactory(scheme.Scheme, serializer.EnableStrict).UniversalDeserializer()
	m := manifests{configMaps: map[string]*corev1.ConfigMap{}}
	for _, resource := range built.Resources() {
		text, err := resource.AsYAML()
		if err != nil {
			t.Fatal(err)
		}
		object, _, err := strict.Decode(text, nil, nil)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		m.add(t, object)
	}
	return m
}

func (m *manifests) add(t *testing.T, object runtime.Object) {
	t.Helper()
	switch object := object.(type) {
	case *appsv1.Deployment:
		m.deployment = object
	case *corev1.Service:
		m.service = object
	case *networkingv1.NetworkPolicy:
		m.network = object
	case *policyv1.PodDisruptionBudget:
		m.budget = object
	case *corev1.ConfigMap:
		m.configMaps[object.Name] = object
	default:
		t.Errorf("nobody looks at %T", object)
	}
}

// container is the only one of the pods.
func (m *manifests) container() corev1.Container {
	return m.deployment.Spec.Template.Spec.Containers[0]
}

// environment is what the container gets from its config maps.
func (m *manifests) environment(t *testing.T) map[string]string {
	t.Helper()
	variables := map[string]string{}
	for _, source := range m.container().EnvFrom {
		settings, ok := m.configMaps[source.ConfigMapRef.Name]
		if !ok {
			t.Fatalf("there is no config map %s", source.ConfigMapRef.Name)
		}
		maps.Copy(variables, settings.Data)
	}
	return variables
}

// Every object that selects pods selects those of the deployment, by ports that they have.
func TestKubernetesSelectsItsPods(t *testing.T) {
	t.Parallel()
	m := kubernetes(t)
	pod := labels.Set(m.deployment.Spec.Template.Labels)
	for name, selector := range map[string]*metav1.LabelSelector{
		"deployment": m.deployment.Spec.Selector, "network policy": &m.network.Spec.PodSelector, "budget": m.budget.Spec.Selector,
		"service": {MatchLabels: m.service.Spec.Selector}, "spread": m.deployment.Spec.Template.Spec.TopologySpreadConstraints[0].LabelSelector,
	} {
		matcher, err := metav1.LabelSelectorAsSelector(selector)
		if err != nil {
			t.Fatal(err)
		}
		if matcher.Empty() || !matcher.Matches(pod) {
			t.Errorf("the %s selects %q, which is everything or not %v", name, matcher, pod)
		}
	}
	var ports []string
	for _, port := range m.container().Ports {
		ports = append(ports, port.Name)
	}
	named := []string{m.service.Spec.Ports[0].TargetPort.StrVal}
	for _, rule := range m.network.Spec.Ingress {
		named = append(named, rule.Ports[0].Port.StrVal)
	}
	for _, name := range named {
		if !slices.Contains(ports, name) {
			t.Errorf("the pods have no port %q", name)
		}
	}
}

// A pod that is replaced, evicted or broken into costs nobody a page and gains nobody a right.
func TestKubernetesIsCareful(t *testing.T) {
	t.Parallel()
	m := kubernetes(t)
	spec, pod, c := m.deployment.Spec, m.deployment.Spec.Template.Spec, m.container()
	if *spec.Replicas < 2 || spec.Strategy.RollingUpdate.MaxUnavailable.IntValue() != 0 || m.budget.Spec.MinAvailable.IntValue() < 1 {
		t.Errorf("%d replicas, %v, %v", *spec.Replicas, spec.Strategy.RollingUpdate, m.budget.Spec)
	}
	if s := pod.SecurityContext; !*s.RunAsNonRoot || *s.RunAsUser != containerUser || s.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault {
		t.Errorf("the pod runs as %v", s)
	}
	if s := c.SecurityContext; *s.AllowPrivilegeEscalation || !*s.ReadOnlyRootFilesystem || !slices.Equal(s.Capabilities.Drop, []corev1.Capability{"ALL"}) {
		t.Errorf("the container may %v", s)
	}
	if *pod.AutomountServiceAccountToken || *pod.EnableServiceLinks {
		t.Error("the pod gets a token or variables that it has no use for")
	}
	for _, name := range []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory} {
		if c.Resources.Limits[name] == c.Resources.Requests[name] || c.Resources.Limits.Name(name, "").IsZero() {
			t.Errorf("%s is not limited", name)
		}
	}
	if repository, version, _ := strings.Cut(c.Image, ":"); version == "" || version == "latest" {
		t.Errorf("%s has no version", repository)
	}
}

// TestKubernetesStarts runs the server with the settings, brands and probes of the manifests.
func TestKubernetesStarts(t *testing.T) {
	t.Parallel()
	m := kubernetes(t)
	root := container(t)
	m.mount(t, root)
	variables := m.environment(t)
	base := strings.TrimSuffix(variables["BASE_PATH"], "/")
	variables["KRATOS_PUBLIC_URL"], variables["METRICS_ADDR"] = fakeKratos(t), freeAddress(t)
	var environment []string
	for name, value := range variables {
		if name == "BRAND_DIR" && os.Getuid() != 0 {
			value = filepath.Join(root, value)
		}
		environment = append(environment, name+"="+value)
	}
	s := startIn(t, root, environment...)
	c := m.container()
	for probe, path := range map[*corev1.Probe]string{c.StartupProbe: "/health/alive", c.LivenessProbe: "/health/alive", c.ReadinessProbe: "/health/ready"} {
		if got := probe.HTTPGet.Path; got != base+path {
			t.Errorf("a probe asks for %s, not %s", got, base+path)
		}
		s.wantReady(t, probe.HTTPGet.Path)
	}
	s.wantReady(t, base+"/welcome")
	metrics := *s
	metrics.url = "http://" + variables["METRICS_ADDR"]
	metrics.wantReady(t, "/metrics")
	if grace := *m.deployment.Spec.Template.Spec.TerminationGracePeriodSeconds; grace < 5+20 {
		t.Errorf("a pod is killed after %d s, before the server has ended by itself", grace)
	}
}

// mount lays out volumes as the kubelet does: each file is a link into a folder that is a link to the files of now.
func (m *manifests) mount(t *testing.T, root string) {
	t.Helper()
	for i, mount := range m.container().VolumeMounts {
		source, ok := m.configMaps[m.deployment.Spec.Template.Spec.Volumes[i].ConfigMap.Name]
		if !ok {
			t.Fatalf("there is no config map for %s", mount.Name)
		}
		at := filepath.Join(root, mount.MountPath)
		now := filepath.Join(at, "..2026_01_01_00_00_00.1")
		if err := os.MkdirAll(now, 0o755); err != nil {
			t.Fatal(err)
		}
		link(t, filepath.Base(now), filepath.Join(at, "..data"))
		for name, text := range source.Data {
			if err := os.WriteFile(filepath.Join(now, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			link(t, filepath.Join("..data", name), filepath.Join(at, name))
		}
	}
}

func link(t *testing.T, to, at string) {
	t.Helper()
	if err := os.Symlink(to, at); err != nil {
		t.Fatal(err)
	}
}
